import { useQueryClient, type QueryKey } from '@tanstack/react-query';

/** Returns a function that reads the answers below the keys again. */
export function useRefresh(...keys: readonly QueryKey[]): () => Promise<unknown> {
  const client = useQueryClient();
  return () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey: [...queryKey] })));
}
