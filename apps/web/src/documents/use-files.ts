import { useQuery } from '@tanstack/react-query';
import type { Artifact, Document } from '@throughline/api-client';
import { useState } from 'react';
import { isContentGone } from '../controls/recording-state.js';
import { artifactsQuery } from '../recording/recording-api.js';

const NO_FILES: readonly Artifact[] = [];

export interface Files {
  /** False until the list of files is known. */
  readonly isRead: boolean;
  readonly artifacts: readonly Artifact[];
  /** Bytes. */
  readonly archiveSize: number;
  readonly error: Error | null;
  /** Why the last read failed, which is then repeated by itself. */
  readonly failureReason: Error | null;
  readonly onRetry: () => void;
}

/** Reads the files again with each revision. The previous ones stay until then, also if that fails. */
export function useFiles(document: Document): Files {
  const { id, revision } = document;
  const isGone = isContentGone(document);
  const { data, error, failureReason, refetch } = useQuery({
    ...artifactsQuery({ kind: 'documents', id }, revision),
    enabled: !isGone,
  });
  const [known, setKnown] = useState(data);
  if (data !== undefined && data !== known) setKnown(data);
  const { items, archive_size: archiveSize = 0 } = data ?? known ?? {};
  return {
    isRead: isGone || items !== undefined,
    archiveSize,
    artifacts: isGone ? NO_FILES : (items ?? NO_FILES),
    error,
    failureReason,
    onRetry: () => void refetch(),
  };
}
