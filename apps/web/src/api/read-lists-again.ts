import type { QueryClient } from '@tanstack/react-query';

/** The first parts of the query keys of lists and counts of items. */
const LISTS: readonly unknown[] = ['items', 'documents', 'duplicates'];

/** Reads the shown lists and counts of items again, because only the API knows their members and order. */
export const readListsAgain = (client: QueryClient, isMeant: (data: unknown) => boolean = () => true): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey: [first], state }) => LISTS.includes(first) && isMeant(state.data) });
