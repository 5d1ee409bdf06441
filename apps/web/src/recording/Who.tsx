import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { meQuery } from '../api/me.js';
import { text } from '../texts/text.js';

/** Somebody, by what the reader knows of people: themselves. The id is there for whoever points at it. */
export function Who({ id }: { readonly id: string }): ReactElement {
  const { data } = useQuery(meQuery);
  return <span title={id}>{data?.id === id ? text.recording.byYou : text.recording.byAnother}</span>;
}
