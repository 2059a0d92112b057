import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PROTOCOL_VERSION } from "./wire.js";

/** Content of a `kernel_info_reply`. Reads two `package.json` files and loads no code: either thread may ask. */
export function kernelInfo(packageRoot: string): Record<string, unknown> {
  const fromProject = createRequire(join(packageRoot, "package.json"));
  const fromTslab = createRequire(fromProject.resolve("tslab/package.json"));
  const version = (file: string): string => JSON.parse(readFileSync(file, "utf8")).version;
  const tslab = version(fromProject.resolve("tslab/package.json"));
  const typescript = version(fromTslab.resolve("@tslab/typescript-for-tslab/package.json"));
  return {
    status: "ok",
    protocol_version: PROTOCOL_VERSION,
    implementation: "tslab",
    implementation_version: tslab,
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      // As tslab sets it: this mix is what both JupyterLab and the classic notebook colour as TypeScript.
      codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
    },
    banner: `TypeScript ${typescript} (tslab ${tslab}, Node.js ${process.versions.node})`,
    help_links: [],
    debugger: false,
    supported_features: [],
  };
}
