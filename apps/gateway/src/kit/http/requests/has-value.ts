/** Returns false for null as well, which means the same as a missing field. */
export const hasValue = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;
