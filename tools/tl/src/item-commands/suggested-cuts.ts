import { request, type SuggestedCuts } from '@throughline/api-client';
import { getSuggestedCuts } from '@throughline/api-client/operations';
import { PAGE_LIMITS } from '@throughline/contracts';
import type { HttpClient } from '../client/http-client.js';
import { readerOf } from '../client/read-answer.js';
import { printJson, type CliContext } from '../commands/context.js';
import { listing } from '../output/table.js';

const readCuts = readerOf<SuggestedCuts>('known', 'suggestions');

const WHY: Readonly<Record<NonNullable<SuggestedCuts['why']>, string>> = {
  'not-read': 'Not known yet, because the document has not been read.',
  'not-by-page': 'Not known, because the text of the document was read as a whole and not by page.',
  unreadable: 'Not known, because the stored text of the document is damaged.',
};

const formatRange = (from: number, to: number): string => (from === to ? String(from) : `${String(from)}-${String(to)}`);

/** Returns the pages of each document that all suggestions make, as `split` reads them. */
export function toPartArguments({ pages, suggestions }: Pick<SuggestedCuts, 'pages' | 'suggestions'>): readonly string[] {
  const out = new Set(suggestions.flatMap(({ leave_out: leaveOut }) => leaveOut));
  const cuts = new Set(suggestions.map(({ before }) => before));
  const parts: [number, number][][] = [[]];
  for (let page = 1; page <= (pages ?? 0); page += 1) {
    if (cuts.has(page)) parts.push([]);
    if (out.has(page)) continue;
    const part = parts.at(-1) ?? [];
    const last = part.at(-1);
    if (last?.[1] === page - 1) last[1] = page;
    else part.push([page, page]);
  }
  return parts.filter((part) => part.length > 0).map((part) => part.map(([from, to]) => formatRange(from, to)).join(','));
}

/** Returns the commands that make all documents: one request makes a limited number of them. */
function listCommands(id: string, cuts: SuggestedCuts): readonly string[] {
  const parts = [...toPartArguments(cuts)];
  const commands: string[] = [];
  while (parts.length > 0) commands.push(`tl documents split ${id} ${parts.splice(0, PAGE_LIMITS.parts).join(' ')}`);
  return commands;
}

function sayCuts({ terminal }: CliContext, id: string, cuts: SuggestedCuts): void {
  const { suggestions, unread_pages: unread } = cuts;
  if (cuts.why !== null) {
    terminal.say(WHY[cuts.why]);
    return;
  }
  if (suggestions.length === 0) terminal.say('No page shows that a new document begins there.');
  else
    terminal.say(
      `All of them: ${listCommands(id, cuts)
        .map((command) => `\`${command}\``)
        .join(', then ')}`,
    );
  if (unread.length > 0) terminal.say(`Not known for pages whose text could not be read: ${unread.join(', ')}.`);
}

const HEADER = ['BEFORE PAGE', 'LEFT OUT', 'WHY'];

/** Shows where new documents seem to begin. Changes nothing. */
export async function showSuggestedCuts(
  client: HttpClient,
  context: CliContext,
  { id, isJson }: { readonly id: string; readonly isJson: boolean },
): Promise<void> {
  const cuts = readCuts(await client.json(request(getSuggestedCuts, { path: { id } })));
  if (isJson) return printJson(context, cuts);
  const rows = cuts.suggestions.map(({ before, leave_out: leaveOut, reasons }) => [
    before === null ? '' : String(before),
    leaveOut.join(', '),
    reasons.map(({ detail }) => detail).join(' '),
  ]);
  if (rows.length > 0) await context.terminal.data(listing(HEADER, rows));
  sayCuts(context, id, cuts);
}
