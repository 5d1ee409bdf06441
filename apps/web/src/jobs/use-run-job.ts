import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { Job, JobRun } from '@throughline/api-client';
import { useAnnounce } from '../components/Announcer.js';
import { settingsText } from '../texts/settings-text.js';
import { runJob } from './jobs-api.js';
import { useRefreshJobs } from './use-refresh-jobs.js';

/** Runs a job now, and reads the jobs again. `onStart` is called before that. */
export function useRunJob(job: Job, onStart?: () => void): UseMutationResult<JobRun, Error, void> {
  const refresh = useRefreshJobs();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: () => runJob(job),
    onSuccess: async () => {
      announce(settingsText.jobs.started(job.name));
      onStart?.();
      await refresh();
    },
  });
}
