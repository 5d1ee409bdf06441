import { formatPages, outputOf } from '@throughline/contracts';
import type { AssetEvent, AssetEventOf, PagesOrigin, Plan, StoredSettings } from '@throughline/contracts';
import { leavesOf } from '../../asset/config/paths.js';
import { leftOriginalOf } from '../../asset/left-original.js';
import { isPresent, uploadOf, type AssetState } from '../../asset/state.js';
import { formatPlayTime } from '../../asset/texts/topics-text.js';
import { countOf, joinWords } from '../../texts/wording.js';
import { capitalize, formatMoment, formatSize } from './sentence-parts.js';
import { nounOfStep } from './step-nouns.js';
import type { StepEvent } from './step-sentences.js';

export type ItemEvent = Exclude<AssetEvent, StepEvent>;

const ORIGINS: ReadonlyMap<string, string> = new Map([
  ['upload', 'an upload'],
  ['url', 'an address'],
  ['folder', 'a folder of the server'],
  ['history', 'an older system'],
  ['pages', 'pages of other documents'],
  ['simulated', 'a simulation'],
]);

function describeRegistered({ sourceKind, isMapped, origin }: AssetEventOf<'AssetRegistered'>['data']): string {
  const from = ORIGINS.get(sourceKind) ?? sourceKind.replaceAll('_', ' ');
  const page = origin === undefined ? '' : `, for a page of channel ${String(origin.channel)}`;
  return `Registered from ${from}${page}${isMapped ? '' : '. Nobody has decided yet what to do with it'}`;
}

const describeOrigin = ({ id, pages }: PagesOrigin): string =>
  `${pages === undefined ? 'all pages' : formatPages(pages)} of document ${id}`;

function describeSource({ source }: AssetEventOf<'SourceBecameReady'>['data']): string {
  if ('documents' in source) return `The file can be made of ${joinWords(source.documents.map(describeOrigin))}`;
  const [upload, left] = [uploadOf(source), leftOriginalOf(source)];
  if (left !== undefined)
    return `The file stays in the folder ${left.folder} of the server: ${formatSize(left.size)}. An erasure does not remove it`;
  return upload === undefined ? 'The file can be downloaded' : `The file arrived: ${formatSize(upload.size)}`;
}

/** Lists the steps of a plan. Several deliveries and follow-ups are counted. */
function describePlan({ steps }: Plan): string {
  const nounsOf = (kind: string): readonly string[] =>
    steps.filter((each) => each.kind === kind).map(({ step }) => nounOfStep(step));
  const counted = (nouns: readonly string[], several: string): readonly string[] =>
    nouns.length > 1 ? [`${String(nouns.length)} ${several}`] : nouns;
  const work = steps.filter(({ kind }) => kind !== 'delivery' && kind !== 'followUp').map(({ step }) => nounOfStep(step));
  return [...work, ...counted(nounsOf('delivery'), 'deliveries'), ...counted(nounsOf('followUp'), 'follow-ups')].join(', ');
}

function describeDeleted({ by, expiresAt, retention }: AssetEventOf<'AssetDeleted'>['data']): string {
  const why =
    retention === undefined
      ? ''
      : ` after ${countOf(retention.days, 'day', 'days')} at rest (setting of the ${retention.source})`;
  return `Deleted by ${by}${why}. It is kept until ${expiresAt === undefined ? 'a person erases it' : formatMoment(expiresAt)}`;
}

/** Names the settings without their values. */
function describePreferences(by: string, { processing_config, metadata_config, output_config }: StoredSettings): string {
  const paths = [processing_config, metadata_config, output_config].flatMap((group) =>
    group === undefined ? [] : leavesOf(group).map(([path]) => path),
  );
  return paths.length === 0 ? `Preferences removed by ${by}` : `Preferences set by ${by}: ${paths.sort().join(', ')}`;
}

function describeFields({ by, fields, cleared }: AssetEventOf<'DocumentFieldsCorrected'>['data']): string {
  const names = (all: readonly string[]): string => joinWords(all.map((field) => field.replace('_', ' ')));
  const changes = [
    ...(fields.length > 0 ? [`${names(fields)} corrected`] : []),
    ...(cleared.length > 0 ? [`${names(cleared)} cleared`] : []),
  ];
  return `${capitalize(changes.join(', and '))} by ${by}`;
}

const describeRule = ({ by, fields }: AssetEventOf<'DocumentRuleApplied'>['data']): string =>
  `Rule of the library applied by ${by}: it has set the ${joinWords(fields)}`;

const GONE = 'Its content and all personal data were removed permanently';

type ItemSentences = { readonly [T in ItemEvent['type']]: (data: AssetEventOf<T>['data']) => string };

const itemSentences: ItemSentences = {
  AssetRegistered: describeRegistered,
  SourceBecameReady: describeSource,
  RunStarted: ({ plan }) => `Run started: ${describePlan(plan)}`,
  RunExtended: ({ by, outputs }) =>
    `${outputs.length === 1 ? 'Output' : 'Outputs'} added by ${by}: ${outputs.map(({ name }) => name).join(', ')}`,
  TextsRequested: ({ by, planned }) =>
    `New title and description at ${outputOf(planned.step) ?? planned.step} requested by ${by}`,
  PublishRequested: ({ by, outputs }) => `Published by ${by}: ${outputs.join(', ')}`,
  PauseRequested: ({ by, until }) => (until === undefined ? `Paused by ${by}` : `Paused by ${by} until ${formatMoment(until)}`),
  Resumed: ({ by, cause }) => (cause === 'expired' ? 'The pause has ended' : `Resumed by ${by}`),
  RunCancelled: ({ by }) => `Run stopped by ${by}`,
  ImportEnded: ({ by }) => `Run stopped by the import of ${by}`,
  CommitDiscarded: () => 'A change that could not be applied was removed from the history',
  CommitReleased: () => 'A change that could not be applied was tried again',
  AssetReset: ({ by }) => `Reset by ${by}`,
  AssetDeleted: describeDeleted,
  AssetRestored: ({ by }) => `Restored by ${by}`,
  AssetExpired: () => `The retention date has passed. ${GONE}`,
  TranscriptCorrected: ({ by, corrected, segments }) =>
    `Transcript corrected by ${by}: ${String(corrected)} of ${countOf(segments, 'passage', 'passages')} by hand`,
  AssetDescribed: ({ by, fields }) => `${capitalize(joinWords(fields))} changed by ${by}`,
  DocumentFieldsCorrected: describeFields,
  DocumentAccepted: ({ by }) => `Filed as reviewed by ${by}`,
  DocumentReopened: ({ by }) => `Put back into the review queue by ${by}`,
  DocumentRuleApplied: describeRule,
  NoteSaved: ({ by, second }) => `Note${second === undefined ? '' : ` at ${formatPlayTime(second)}`} saved by ${by}`,
  NoteRemoved: ({ by }) => `Note removed by ${by}`,
  LanguageChanged: ({ by, language }) => `Language set to ${language} by ${by}`,
  TemplateBound: ({ by, template }) => `Template ${String(template)} bound by ${by}`,
  TemplateUnbound: ({ by }) => `Template unbound by ${by}`,
  PreferencesChanged: ({ by, preferences }) => describePreferences(by, preferences),
  AssetTransferred: ({ by, from, to }) => `Moved from library ${from} to library ${to} by ${by}`,
  LogEntryImported: ({ table, row, oldStep, oldStatus }) => `The older system noted: ${oldStep} ${oldStatus} (${table} ${row})`,
  AssetErased: ({ by }) => `Erased by ${by}. ${GONE}`,
};

/** Says at the end of an item that its original is still in the folder of the operator. The path was erased. */
function describeLeft(before: AssetState, { type }: ItemEvent): string {
  const left = isPresent(before) ? leftOriginalOf(before.source) : undefined;
  return left !== undefined && (type === 'AssetErased' || type === 'AssetExpired')
    ? `. Its original was left in the folder ${left.folder} of the server`
    : '';
}

/** An import leaves such a file behind, so the item after it has another source, or none. */
function describeLeftElsewhere(event: ItemEvent, after: AssetState): string | undefined {
  const left = event.type === 'SourceBecameReady' ? leftOriginalOf(event.data.source) : undefined;
  if (left === undefined || !isPresent(after) || leftOriginalOf(after.source) !== undefined) return undefined;
  return `The file stays in the folder ${left.folder} of the other system's server: ${formatSize(left.size)}. It was not imported`;
}

// The table pairs each type with its function; TypeScript cannot follow the pairing through the union.
const sentenceOf = (event: ItemEvent): string => (itemSentences[event.type] as (data: ItemEvent['data']) => string)(event.data);

/** Describes an event that belongs to no step, from the asset before and after it. */
export const describeItemEvent = (before: AssetState, event: ItemEvent, after: AssetState): string =>
  describeLeftElsewhere(event, after) ?? `${sentenceOf(event)}${describeLeft(before, event)}`;
