import { useQueryClient } from '@tanstack/react-query';
import { jobsQuery } from './jobs-api.js';

/** Returns a function that reads the jobs again, but not their runs and previews. */
export function useRefreshJobs(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [...jobsQuery.queryKey], exact: true });
}
