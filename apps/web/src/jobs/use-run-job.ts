import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Job, JobRun } from '@throughline/api-client';
import { useAnnounce } from '../components/Announcer.js';
import { settingsText } from '../texts/settings-text.js';
import { jobsQuery, runJob } from './jobs-api.js';

/** Runs a job now, and reads the jobs again. `onStart` is called before that. */
export function useRunJob(job: Job, onStart?: () => void): UseMutationResult<JobRun, Error, void> {
  const client = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: () => runJob(job),
    onSuccess: async () => {
      announce(settingsText.jobs.started(job.name));
      onStart?.();
      await client.invalidateQueries({ queryKey: [...jobsQuery.queryKey], exact: true });
    },
  });
}
