import { isImported, type AssetEvent } from '@throughline/contracts';
import { auditLine, renderCommitStatuses, evolve, initialState, recordedAt, type AssetState } from '@throughline/domain';
import { comparePosition, parsePosition, type History, type StoredCommit } from '@throughline/event-store';
import type { AuditEvent, AuditCursor } from '../../adapters/projection/index.js';

interface EventStep {
  readonly event: AssetEvent;
  readonly before: AssetState;
  readonly after: AssetState;
}

function stepsOf(state: AssetState, recorded: StoredCommit): readonly EventStep[] {
  let before = state;
  const at = recordedAt(recorded);
  return recorded.commit.events.map((event) => {
    const after = evolve(before, event, at);
    const step = { event, before, after };
    before = after;
    return step;
  });
}

/** Returns a commit's lines of the audit log, by the rules of the projector. */
export function auditEventsOf(state: AssetState, recorded: StoredCommit): { events: readonly AuditEvent[]; after: AssetState } {
  const { commit, position, storedAt } = recorded;
  const steps = stepsOf(state, recorded);
  const statuses = renderCommitStatuses(
    state,
    steps.map(({ after }) => after),
  );
  const events = steps.map(({ event, before, after }, index): AuditEvent => {
    const { step, message } = auditLine(before, event, after);
    return {
      id: `${position}.${String(index)}`,
      type: event.type,
      step: step ?? null,
      status_after: statuses[index]?.status ?? '',
      failed_after: statuses[index]?.failed ?? false,
      message,
      detail: event.data,
      actor: commit.actor,
      occurred_at: commit.at,
      recorded_at: storedAt,
      imported: isImported(commit),
    };
  });
  return { events, after: steps.at(-1)?.after ?? state };
}

/** Reads the id of an event as a place in the log. */
export const parseAuditCursor = (after: string | undefined): AuditCursor | undefined => {
  const [position, index] = after?.split('.') ?? [];
  return position === undefined || index === undefined ? undefined : { position, index: Number(index) };
};

const isAfter = ({ id }: AuditEvent, place: AuditCursor | undefined): boolean => {
  if (place === undefined) return true;
  const [position = '', index = ''] = id.split('.');
  const order = comparePosition(parsePosition(position), parsePosition(place.position));
  return order > 0 || (order === 0 && Number(index) > place.index);
};

/** Builds the audit log of one item from the log itself, for events that the rows do not show yet. */
export function buildAuditLog({ commits }: History, after: AuditCursor | undefined): readonly AuditEvent[] {
  let state: AssetState = initialState;
  const all = commits.flatMap((recorded) => {
    const audit = auditEventsOf(state, recorded);
    state = audit.after;
    return audit.events;
  });
  return all.filter((event) => isAfter(event, after));
}
