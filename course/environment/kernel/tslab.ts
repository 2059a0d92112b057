import { createRequire } from "node:module";
import { join } from "node:path";
import type { CellMaps } from "./cell-lines.js";
import { type CellCompiler, expandShorthand, mendCellNames } from "./cell-names.js";
import type { QuickInfo } from "./inspect-text.js";
import type { ModuleSystem } from "./module-fallback.js";

/** The one version of tslab whose insides the kernel knows. */
export const TSLAB_VERSION = "1.0.22";

/** The files of tslab that the kernel loads, inside its package. */
export const TSLAB_FILES = {
  converter: "dist/converter.js",
  executor: "dist/executor.js",
  jupyter: "dist/jupyter.js",
} as const;

/** How tslab's executor prints a type error: file and a blank, line, column, message. */
export const DIAGNOSTIC_FORMAT = "%s%d:%d - %s";
/** The message with which tslab's executor ends a cell that waits for a promise, when it is interrupted. */
export const INTERRUPT_MESSAGE = "Interrupted asynchronously";

/** What a completion list holds. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
  readonly original?: { readonly entries: readonly { readonly name: string; readonly kind: string }[] };
}

/** What the converter makes of a cell. */
export interface Conversion {
  output?: string;
  readonly diagnostics: readonly unknown[];
}

/** tslab's converter: TypeScript in, JavaScript and declarations out. */
export interface Converter {
  convert(previousDeclarations: string, source: string): Conversion;
  inspect(previousDeclarations: string, source: string, position: number): QuickInfo | undefined;
  complete(previousDeclarations: string, source: string, position: number): Completion;
  addModule(name: string, source: string, metadata: object): readonly unknown[];
  close(): void;
}

/** tslab's executor: runs cells one after the other and keeps their variables. */
export interface Executor {
  /** False if the cell failed; what went wrong has gone to `console.error`, the last value to `console.log`. */
  execute(source: string): Promise<boolean>;
  inspect(source: string, position: number): QuickInfo | undefined;
  complete(source: string, position: number): Completion;
  interrupt(): void;
}

/** Where tslab's executor puts results and errors: values, not text. */
export interface ExecutorConsole {
  log(value: unknown): void;
  error(...values: unknown[]): void;
}

/** The parts of tslab that the kernel stands on. */
export interface Tslab {
  createConverter(options: { isJS: boolean; isBrowser: boolean }): Converter;
  isCompleteCode(source: string): { completed: boolean; indent?: string };
  createExecutor(
    folder: string,
    converters: { readonly node: Converter; readonly browser: Converter; close(): void },
    console: ExecutorConsole,
  ): Executor;
  /** `tslab.display` calls the function that stands here. */
  readonly jupyter: {
    lastWriteDisplayData?: (content: Record<string, unknown>, update?: boolean) => void;
  };
  /** Source maps of the latest conversion. */
  takeMaps(): CellMaps;
}

/** tslab's fork of TypeScript, as far as the kernel uses it. */
interface TypeScript extends CellCompiler {
  readonly sys: ModuleSystem;
  transpileModule(source: string, options: { compilerOptions: Record<string, unknown> }): Transpiled;
}

interface Transpiled {
  outputText: string;
  sourceMapText?: string;
}

const INLINE_MAP = /\n?\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/;

/**
 * Loads tslab's own converter and executor, with source maps switched on.
 *
 * @param packageRoot - igdp's folder
 * @param prepare - called with TypeScript's `sys` before tslab uses it
 * @throws Error if tslab is not the version that the kernel was written for
 */
export function loadTslab(packageRoot: string, prepare: (system: ModuleSystem) => void): Tslab {
  const fromProject = createRequire(join(packageRoot, "package.json"));
  const manifest = fromProject.resolve("tslab/package.json");
  const { version } = fromProject(manifest) as { version: string };
  if (version !== TSLAB_VERSION) {
    throw new Error(`tslab is ${version}, but the kernel needs ${TSLAB_VERSION}. Run npm ci again.`);
  }
  const fromTslab = createRequire(manifest);
  const maps: { emitted?: string; transpiled?: string } = {};
  prepare(mapTypeScript(fromTslab, maps));
  const converter = fromTslab(`./${TSLAB_FILES.converter}`) as Pick<
    Tslab,
    "createConverter" | "isCompleteCode"
  >;
  return {
    createConverter: converter.createConverter,
    isCompleteCode: converter.isCompleteCode,
    createExecutor: fromTslab(`./${TSLAB_FILES.executor}`).createExecutor,
    jupyter: fromTslab(`./${TSLAB_FILES.jupyter}`),
    takeMaps: () => ({
      emitted: maps.emitted ? JSON.parse(Buffer.from(maps.emitted, "base64").toString("utf8")) : undefined,
      transpiled: maps.transpiled ? JSON.parse(maps.transpiled) : undefined,
    }),
  };
}

/**
 * Puts a copy of TypeScript's exports in the place of the module that tslab will load. Its exports are fixed
 * getters, so they cannot be replaced one by one.
 */
function mapTypeScript(
  fromTslab: NodeJS.Require,
  maps: { emitted?: string; transpiled?: string },
): ModuleSystem {
  const file = fromTslab.resolve("@tslab/typescript-for-tslab");
  const typescript = fromTslab(file) as TypeScript;
  const changed: Pick<TypeScript, "createWatchCompilerHost" | "transpileModule"> = {
    createWatchCompilerHost: (files, options, system, _createProgram, ...rest) =>
      mendCellNames(
        typescript.createWatchCompilerHost(
          files,
          // Only Node's types are global: TypeScript would else read every @types package of the project.
          { ...options, inlineSourceMap: true, types: ["node"] },
          system,
          (...given) =>
            expandShorthand(typescript, typescript.createEmitAndSemanticDiagnosticsBuilderProgram(...given)),
          ...rest,
        ),
      ),
    transpileModule: (source, options) => {
      maps.emitted = INLINE_MAP.exec(source)?.[1];
      const output = typescript.transpileModule(source.replace(INLINE_MAP, ""), {
        ...options,
        compilerOptions: { ...options.compilerOptions, sourceMap: true },
      });
      maps.transpiled = output.sourceMapText;
      return { ...output, outputText: output.outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n") };
    },
  };
  const loaded = fromTslab.cache[file];
  if (!loaded) throw new Error("tslab's TypeScript is not in Node's module cache");
  loaded.exports = Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(typescript),
      ...Object.getOwnPropertyDescriptors(changed),
    },
  );
  return typescript.sys;
}
