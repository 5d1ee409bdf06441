/** The selected items of a list: some of them by id, or all that match its filter, loaded or not. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly isAll: boolean;
  /** The item that was selected or unselected last, where a range begins. */
  readonly last: string | undefined;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), isAll: false, last: undefined };
export const ALL_SELECTED: Selection = { ids: new Set(), isAll: true, last: undefined };

export const isSelected = ({ ids, isAll }: Selection, id: string): boolean => isAll || ids.has(id);

export const countSelected = ({ ids, isAll }: Selection, total: number): number => (isAll ? total : ids.size);

/** Selects or unselects one item. Of all items, it keeps those that are loaded and leaves out this one. */
export function toggle(selection: Selection, id: string, loaded: readonly string[]): Selection {
  const ids = new Set(selection.isAll ? loaded : selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, isAll: false, last: id };
}

/** Selects the items between the last one and this one. */
export function selectRange(selection: Selection, id: string, loaded: readonly string[]): Selection {
  if (selection.isAll) return selection;
  const [from, to] = [loaded.indexOf(selection.last ?? id), loaded.indexOf(id)];
  if (from < 0 || to < 0) return toggle(selection, id, loaded);
  const range = loaded.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...selection.ids, ...range]), isAll: false, last: id };
}
