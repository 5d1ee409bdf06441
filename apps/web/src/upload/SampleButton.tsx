import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { Button } from '../components/Button/Button.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { focusContentAfter } from '../components/focus-after.js';
import { text } from '../texts/text.js';
import { fetchSample, SAMPLE_OPTIONS } from './sample.js';
import { takeChosen } from './chosen-files.js';
import { NOTHING_STAGED, stageFiles } from './staged-files.js';
import { useUploadQueue } from './UploadsProvider.js';

/** Uploads the sample talk as a file that a person chose, with its progress in the tray. Viewers do not see it. */
export function SampleButton(): ReactElement | null {
  const uploads = useUploadQueue();
  const { mutate, isPending, error } = useMutation({
    mutationFn: fetchSample,
    onSuccess: (file) => {
      uploads.add(stageFiles(NOTHING_STAGED, takeChosen([file])).staged, SAMPLE_OPTIONS);
    },
  });
  if (!useMayChange()) return null;
  return (
    <>
      <Button
        ref={focusContentAfter}
        disabled={isPending}
        onClick={() => {
          mutate();
        }}
      >
        {isPending ? text.upload.sampleFetching : text.upload.sample}
      </Button>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
