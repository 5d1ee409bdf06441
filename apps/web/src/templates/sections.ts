export type Section = Readonly<Record<string, unknown>>;

/** Leaves out what has no value. */
export const omitEmpty = (section: Section): Section =>
  Object.fromEntries(Object.entries(section).filter(([, value]) => value !== undefined && value !== null));

export const isEmpty = (section: Section): boolean => Object.keys(section).length === 0;

/** Returns a member for an object, or none if the section is empty. */
export const member = (name: string, section: Section): Section => (isEmpty(section) ? {} : { [name]: section });
