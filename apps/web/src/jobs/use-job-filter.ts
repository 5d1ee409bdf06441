import { useNavigate, useSearch } from '@tanstack/react-router';
import { readJobSearch, type JobSearch } from './job-filter.js';

/** A part that is `undefined` is removed from the filter. */
export type JobSearchChange = { readonly [Part in keyof JobSearch]: JobSearch[Part] | undefined };

/** Keeps the filter in the address, so that it survives a reload and Back, and can be shared. */
export function useJobFilter(): readonly [JobSearch, (change: JobSearchChange) => void] {
  const filter = readJobSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change = (part: JobSearchChange): void => {
    void navigate({ to: '.', search: readJobSearch({ ...filter, ...part }), replace: true, resetScroll: false });
  };
  return [filter, change];
}
