import type ts from "typescript";

/**
 * Places in the public types of a module where a type is `any`: parameters, returns, fields, and what is inside
 * arrays, promises and unions. Types from outside the project are looked at only as far as their arguments.
 */
export function findAny(
  compiler: typeof ts,
  checker: ts.TypeChecker,
  module: ts.Symbol,
  isOurs: (file: string) => boolean,
): string[] {
  const found: string[] = [];
  const seen = new Set<ts.Type>();

  const visit = (type: ts.Type, place: string): void => {
    if (type.flags & compiler.TypeFlags.Any) {
      found.push(place);
      return;
    }
    if (seen.has(type)) return;
    seen.add(type);
    if (type.isUnionOrIntersection()) for (const part of type.types) visit(part, place);
    for (const argument of [...argumentsOf(type), ...(type.aliasTypeArguments ?? [])])
      visit(argument, `${place}<…>`);
    for (const info of checker.getIndexInfosOfType(type)) if (ours(type)) visit(info.type, `${place}[…]`);
    if (!(type.flags & compiler.TypeFlags.Object) || !ours(type)) return;
    for (const signature of [...type.getCallSignatures(), ...type.getConstructSignatures()])
      visitSignature(signature, place);
    for (const property of type.getProperties()) {
      const at = property.valueDeclaration ?? property.declarations?.[0];
      if (at && isOurs(at.getSourceFile().fileName))
        visit(checker.getTypeOfSymbolAtLocation(property, at), `${place}.${property.name}`);
    }
  };

  const visitSignature = (signature: ts.Signature, place: string): void => {
    for (const parameter of signature.getParameters()) {
      const at = parameter.valueDeclaration;
      if (at) visit(checker.getTypeOfSymbolAtLocation(parameter, at), `${place}(${parameter.name})`);
    }
    visit(signature.getReturnType(), `${place}()`);
  };

  const argumentsOf = (type: ts.Type): readonly ts.Type[] => {
    const isReference =
      type.flags & compiler.TypeFlags.Object &&
      (type as ts.ObjectType).objectFlags & compiler.ObjectFlags.Reference;
    return isReference ? checker.getTypeArguments(type as ts.TypeReference) : [];
  };

  const ours = (type: ts.Type): boolean =>
    (type.symbol?.declarations ?? []).some((declaration) => isOurs(declaration.getSourceFile().fileName));

  for (const symbol of checker.getExportsOfModule(module)) {
    const original = symbol.flags & compiler.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const at = original.valueDeclaration;
    if (at) visit(checker.getTypeOfSymbolAtLocation(original, at), symbol.name);
    if (original.flags & compiler.SymbolFlags.Type)
      visit(checker.getDeclaredTypeOfSymbol(original), symbol.name);
  }
  return found;
}
