import { request, type EventSender, type EventSenderList } from '@throughline/api-client';
import { listEventSenders } from '@throughline/api-client/operations';
import { readerOf } from '../client/read-answer.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { dateText } from '../output/dates.js';
import { listing } from '../output/table.js';

export const readSenders = readerOf<EventSenderList>('since', 'items');

const MAX_CODES = 3;
const CONCERNS: Readonly<Record<NonNullable<EventSender['concern']>, string>> = {
  'too-fast': 'too fast: its events wait for their turn',
  refused: 'most of its events are refused',
};

export const refusalsText = ({ refusals }: Pick<EventSender, 'refusals'>): string =>
  refusals
    .slice(0, MAX_CODES)
    .map(({ code, count }) => `${code} ${String(count)}`)
    .join(', ');

const senderRow = (one: EventSender): readonly string[] => [
  one.sender,
  String(one.accepted),
  String(one.repeated),
  String(one.refused),
  one.waiting === null ? '?' : String(one.waiting),
  `${String(one.last_hour.events)} in the last hour`,
  one.last_event_at === null ? '–' : dateText(one.last_event_at),
  [one.concern === null ? '' : CONCERNS[one.concern], refusalsText(one)].filter((part) => part !== '').join(': '),
];

/** Returns what an operator should look at, for each sender with a concern. */
export const senderProblems = (list: EventSenderList | null): readonly string[] =>
  (list?.items ?? []).flatMap((one) => {
    const { sender, concern, last_hour: hour, waiting } = one;
    if (concern === null) return [];
    return concern === 'too-fast'
      ? [
          `${sender} sends events faster than they are decided: ${String(waiting ?? 0)} wait. Only its own events wait. See tl event senders`,
        ]
      : [
          `${sender} had ${String(hour.refused)} of ${String(hour.events)} events refused in the last hour (${refusalsText(one)}). Tell who runs it`,
        ];
  });

/** `tl event senders`: lists the systems that report steps and deliveries. */
export async function listSenders(context: CliContext, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const list = readSenders(await client.json(request(listEventSenders)));
  if (options.json === true) {
    await printJson(context, list);
    return;
  }
  const header = ['SENDER', 'ACCEPTED', 'REPEATED', 'REFUSED', 'WAITING', 'RATE', 'LAST', 'NOTE'];
  await context.terminal.data(listing(header, list.items.map(senderRow)));
  context.terminal.say(`Counted since ${dateText(list.since)}, when the server that answered has started.`);
}
