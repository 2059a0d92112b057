/** Items by a key, in the order in which the keys first come. */
export function grouped<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Names in a sentence: all of a few, or the first of many and how many more there are. */
export function nameList(names: Iterable<string>, most = 5): string {
  const list = [...new Set(names)];
  return list.length > most
    ? `${list.slice(0, most).join(", ")} and ${list.length - most} more`
    : list.join(", ");
}
