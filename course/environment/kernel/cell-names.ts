/**
 * Two mends of how tslab's TypeScript carries names from cell to cell.
 *
 * A value that an earlier cell made is a property of `exports`. tslab writes it so wherever the name stands, but not
 * in `{ height }`, which is short for `{ height: height }`: the cell then fails with "height is not defined".
 *
 * And tslab lists the names of a cell as TypeScript keeps them inside, where a name that begins with two underscores
 * has one more: `____`, the blank of the course, would not be found.
 *
 * @returns the host of the compiler, with both mended
 */
export function mendCellNames<Host extends WatchHost>(host: Host): Host {
  const { readFile } = host;
  host.readFile = (file, encoding) =>
    readFile
      .call(host, file, encoding)
      ?.replace(/\nexport \{[^{}]*\}$/, (names) => names.replace(/(?<=[{ ])_(?=__)/g, ""));
  return host;
}

/** A node of TypeScript's syntax tree, as far as it is looked at here. */
export interface SyntaxNode {
  readonly name?: { readonly text: string };
  readonly parent?: SyntaxNode;
  getSourceFile(): SyntaxNode;
}

/** What turns a source file into another before it is written. */
export type Transformer = (context: unknown) => (file: SyntaxNode) => SyntaxNode;

/** A program that writes JavaScript, as TypeScript's watch makes it. */
export interface EmittingProgram {
  emit(
    file?: unknown,
    write?: unknown,
    cancel?: unknown,
    onlyTypes?: unknown,
    custom?: { readonly before?: readonly Transformer[] },
  ): unknown;
  getProgram(): {
    getTypeChecker(): {
      getShorthandAssignmentValueSymbol(
        node: SyntaxNode,
      ): { readonly declarations?: readonly SyntaxNode[] } | undefined;
    };
  };
}

/** Makes a program write `{ height }` as `{ height: exports.height }` where an earlier cell made `height`. */
export function expandShorthand(typescript: CellCompiler, program: EmittingProgram): EmittingProgram {
  const { emit } = program;
  const expand: Transformer = (context) => (file) => {
    const checker = program.getProgram().getTypeChecker();
    const visit = (node: SyntaxNode): SyntaxNode => {
      if (typescript.isShorthandPropertyAssignment(node) && node.name) {
        const symbol = checker.getShorthandAssignmentValueSymbol(node);
        // The declarations of earlier cells are the file's parent.
        if (symbol?.declarations?.some((one) => one.getSourceFile() === file.parent)) {
          const { factory } = typescript;
          const owner = factory.createIdentifier("exports");
          const value = factory.createPropertyAccessExpression(owner, node.name.text);
          return factory.createPropertyAssignment(node.name.text, value);
        }
      }
      return typescript.visitEachChild(node, visit, context);
    };
    return typescript.isSourceFile(file) ? typescript.visitEachChild(file, visit, context) : file;
  };
  program.emit = (file, write, cancel, onlyTypes, custom) =>
    emit.call(program, file, write, cancel, onlyTypes, {
      ...custom,
      before: [...(custom?.before ?? []), expand],
    });
  return program;
}

/** The compiler's way to files. */
export interface WatchHost {
  readFile(file: string, encoding?: string): string | undefined;
}

/** tslab's fork of TypeScript, as far as it is used here. */
export interface CellCompiler {
  createWatchCompilerHost(
    files: unknown,
    options: Record<string, unknown>,
    system: unknown,
    createProgram: (...given: unknown[]) => EmittingProgram,
    ...rest: unknown[]
  ): WatchHost;
  createEmitAndSemanticDiagnosticsBuilderProgram(...given: unknown[]): EmittingProgram;
  isShorthandPropertyAssignment(node: SyntaxNode): boolean;
  isSourceFile(node: SyntaxNode): boolean;
  visitEachChild(node: SyntaxNode, visit: (node: SyntaxNode) => SyntaxNode, context: unknown): SyntaxNode;
  readonly factory: {
    createIdentifier(name: string): SyntaxNode;
    createPropertyAccessExpression(owner: SyntaxNode, name: string): SyntaxNode;
    createPropertyAssignment(name: string, value: SyntaxNode): SyntaxNode;
  };
}
