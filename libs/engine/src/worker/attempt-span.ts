import { SpanKind } from '@opentelemetry/api';
import type { WorkMessage } from '@throughline/contracts';
import type { Command } from '@throughline/domain';
import { ATTRIBUTES, DESTINATIONS, failSpan, messagingAttributes, runInSpan } from '@throughline/telemetry';
import type { AttemptEnd } from './attempt-end.js';

const OUTCOMES: Partial<Record<Command['type'], string>> = {
  CompleteStep: 'completed',
  SkipStep: 'skipped',
  FailStep: 'failed',
  WaitStep: 'waiting',
  InterruptStep: 'interrupted',
  RecordLate: 'late',
};

const outcomeOf = (end: AttemptEnd): string => (end.kind === 'to-record' ? (OUTCOMES[end.command.type] ?? end.kind) : end.kind);

const failureIn = (end: AttemptEnd): string | undefined =>
  end.kind === 'to-record' && end.command.type === 'FailStep' ? end.command.code : undefined;

/** Runs an attempt and records its end within one span, a child of the commit that scheduled the step. */
export function runInAttemptSpan(
  message: WorkMessage,
  work: () => Promise<AttemptEnd>,
  record: (end: AttemptEnd) => Promise<void>,
): Promise<void> {
  const attributes = {
    ...messagingAttributes(DESTINATIONS.work, 'process', 'process'),
    [ATTRIBUTES.asset]: message.assetId,
    [ATTRIBUTES.step]: message.step,
    [ATTRIBUTES.attempt]: message.attempt,
    [ATTRIBUTES.attemptId]: message.attemptId,
    [ATTRIBUTES.service]: message.service,
    [ATTRIBUTES.lane]: message.lane,
  };
  return runInSpan(`step ${message.step}`, { kind: SpanKind.CONSUMER, attributes }, async (span) => {
    const end = await work();
    span.setAttribute(ATTRIBUTES.outcome, outcomeOf(end));
    const code = failureIn(end);
    if (code !== undefined) failSpan(span, code);
    await record(end);
  });
}
