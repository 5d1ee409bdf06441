/** A null says nothing, as a field that was left out. */
export const isSaid = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;
