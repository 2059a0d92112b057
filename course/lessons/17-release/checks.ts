import type { Exercise } from "../../exercise/index.js";
import { findTheFault } from "./find-the-fault.js";
import { firstNode } from "./first-node.js";
import { theChain } from "./the-chain.js";
import { whichFile } from "./which-file.js";

const exercises: readonly Exercise[] = [firstNode, whichFile, theChain, findTheFault];
export default exercises;
