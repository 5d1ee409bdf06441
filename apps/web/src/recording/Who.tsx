import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { meQuery } from '../api/me.js';
import { text } from '../texts/text.js';

interface Props {
  readonly id: string;
  /** Null if the name is no longer known. */
  readonly name?: string | null;
}

/** Shows a user by name, with the id as tooltip. */
export function Who({ id, name = null }: Props): ReactElement {
  const { data } = useQuery(meQuery);
  const other = name === null ? text.recording.byAnother : text.recording.byName(name);
  return (
    <span title={id} dir="auto">
      {data?.id === id ? text.recording.byYou : other}
    </span>
  );
}
