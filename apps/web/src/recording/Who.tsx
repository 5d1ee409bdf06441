import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { meQuery } from '../api/me.js';
import { text } from '../texts/text.js';

interface Props {
  readonly id: string;
  /** Null where it is not known any more. */
  readonly name?: string | null;
}

/** Somebody, by name. The id is there for whoever points at it. */
export function Who({ id, name = null }: Props): ReactElement {
  const { data } = useQuery(meQuery);
  const other = name === null ? text.recording.byAnother : text.recording.byName(name);
  return (
    <span title={id} dir="auto">
      {data?.id === id ? text.recording.byYou : other}
    </span>
  );
}
