// npm run bench -- NAME [options]          measures one thing against a peer
// npm run bench -- --install-peers NAME    installs what that bench measures against
// npm run bench                            lists the benches

import { existsSync, readdirSync } from "node:fs";
import { cpus } from "node:os";
import { installPeers, missingPeers } from "./peers.mjs";

const here = new URL(".", import.meta.url);
const names = readdirSync(here)
  .filter((file) => file.endsWith(".bench.mjs"))
  .map((file) => file.replace(".bench.mjs", ""));
const args = process.argv.slice(2);

async function load(name) {
  if (!names.includes(name)) fail(`There is no bench '${name}'. There are: ${names.join(", ")}.`);
  if (!existsSync(new URL("../../dist/lib/index.js", here)))
    fail("The library is not built. Run: npm run build");
  return import(new URL(`${name}.bench.mjs`, here).href);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

if (args[0] === "--install-peers") {
  const left = [];
  for (const name of args[1] ? [args[1]] : names) left.push(...installPeers((await load(name)).peers));
  if (left.length > 0) fail(left.join("\n"));
  console.log("All peers are there.");
} else if (args[0] === undefined) {
  for (const name of names) console.log(`${name}: ${(await load(name)).about}`);
} else {
  const bench = await load(args[0]);
  const missing = missingPeers(args[0], bench.peers);
  if (missing) fail(missing);
  console.log(
    `${bench.about}\nNode ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}`,
  );
  await bench.run(args.slice(1));
}
