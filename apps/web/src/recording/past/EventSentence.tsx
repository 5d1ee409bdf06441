import { useQuery } from '@tanstack/react-query';
import type { AuditEvent } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { meQuery } from '../../api/me.js';
import { stepName } from '../../controls/recording-state.js';
import { Who } from '../Who.js';
import { describeMove } from './describe-move.js';
import { isWithoutStep } from './history-lines.js';

/** Returns the actor, unless the message already names it. */
const findActor = (
  { actor }: AuditEvent,
  message: string | null,
): { readonly id: string; readonly name: string | null } | null => {
  if (actor.kind !== 'user') return null;
  const { id, name } = actor;
  return message?.includes(name ?? id) === true ? null : { id, name };
};

/** A sentence about an event. Names the step before the words of an earlier release, which leave it out. */
export function EventSentence({ event }: { readonly event: AuditEvent }): ReactElement {
  const { data: me } = useQuery(meQuery);
  const message = describeMove(event, me?.libraries ?? []) ?? event.message;
  const who = findActor(event, message);
  return (
    <span className="event-says">
      {event.step !== null && isWithoutStep(message ?? '') && (
        <>
          <strong dir="auto">{stepName(event.step)}</strong>{' '}
        </>
      )}
      <span dir="auto">{message}</span>
      {who !== null && (
        <span className="quiet">
          {' '}
          <Who {...who} />
        </span>
      )}
    </span>
  );
}
