import type { WorkMessage } from '@throughline/contracts';
import { currentWork, type Command } from '@throughline/domain';
import type { Delivery } from '@throughline/messaging';
import type { CommandOutcome } from '../commands/asset-commands.js';
import type { WorkDispatcher } from '../dispatch/work-dispatcher.js';

interface RecordedCheck {
  readonly command: Command;
  readonly outcome: CommandOutcome;
}

/**
 * Keeps an attempt whose check has found the wait that the log already has, and returns true (ADR 107). The timer is set before
 * the message is acknowledged, so that no crash in between loses the next check.
 */
export async function isCheckedAgain(
  dispatcher: Pick<WorkDispatcher, 'checkAgain'>,
  delivery: Delivery<WorkMessage>,
  { command, outcome }: RecordedCheck,
): Promise<boolean> {
  const { message } = delivery;
  const everyMs = command.type === 'WaitStep' ? command.checkEveryMs : undefined;
  if (everyMs === undefined || outcome.kind !== 'satisfied') return false;
  if (currentWork(outcome.asset.state, message.step)?.attemptId !== message.attemptId) return false;
  await dispatcher.checkAgain(message, everyMs);
  await delivery.ack();
  return true;
}
