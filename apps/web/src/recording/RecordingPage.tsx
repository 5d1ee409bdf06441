import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { recordingQuery } from '../api/recordings.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { text } from '../texts/text.js';

export function RecordingPage({ id }: { readonly id: string }): ReactElement {
  const { data } = useQuery(recordingQuery(id));
  const title = data?.title ?? text.list.untitled;
  usePageTitle(title);
  return <h1 dir="auto">{title}</h1>;
}
