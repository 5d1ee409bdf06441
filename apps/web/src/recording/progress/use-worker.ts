import { useQuery } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-client';
import { explainQuery } from '../recording-api.js';
import { findRunningStep } from './describe-work.js';

/** Returns the worker that holds the running step. The explanation names it; it is asked only while a step runs. */
export function useWorker(recording: Recording): string | undefined {
  const running = findRunningStep(recording);
  const { data } = useQuery({
    ...explainQuery({ kind: 'recordings', id: recording.id }, recording.revision),
    enabled: running !== undefined,
  });
  if (running === undefined) return undefined;
  return data?.steps.find(({ step }) => step === running.step)?.lease?.worker ?? undefined;
}
