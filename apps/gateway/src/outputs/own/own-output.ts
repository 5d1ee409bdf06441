import type { CheckItem, MetadataPatterns, OutputConfig } from '@throughline/contracts';
import type { CredentialId } from '@throughline/credentials';
import { identifyPatterns, textRulesOf } from '@throughline/domain';

/** The API's number of an own output. Numbers are never reused. */
export type OwnOutputId = number;

export interface OwnOutputContent {
  readonly type: string;
  /** Without the credential. */
  readonly settings: OutputConfig['settings'];
  readonly credentialId: CredentialId | undefined;
  /** Its own patterns, which win over those of runs. */
  readonly patterns?: MetadataPatterns;
}

/** The result of a test that has connected to an output. */
export interface LastTest {
  readonly at: string;
  readonly items: readonly CheckItem[];
  /** The credential's secret that the test used; `undefined` for an output without a credential. */
  readonly grantId: string | undefined;
}

/** An output that a user has set up, in addition to those of the server. */
export interface OwnOutput extends OwnOutputContent {
  readonly id: OwnOutputId;
  readonly libraryId: string;
  /** Unique within the library. Never changes, because runs and templates name outputs. */
  readonly name: string;
  readonly revision: number;
  /** A test of the current revision, maybe with an earlier secret of the credential. */
  readonly lastTest: LastTest | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Returns the output without a test that used another secret than the credential has now. */
export const omitStaleTest = (output: OwnOutput, grantId: string | undefined): OwnOutput =>
  output.lastTest?.grantId === grantId ? output : { ...output, lastTest: undefined };

export const hasPassed = (items: readonly CheckItem[]): boolean => items.every(({ result }) => result === 'ok');

/** Returns false for a test that found nothing out, for example because another test of the output was in progress. */
export const isConclusive = (items: readonly CheckItem[]): boolean =>
  hasPassed(items) || items.some(({ result }) => result === 'wrong');

export type NewOwnOutput = OwnOutputContent & Pick<OwnOutput, 'libraryId' | 'name'>;

/** The texts that outputs of some types have a place for. */
export const OUTPUT_TEXTS = ['title', 'description'] as const;
export type OutputText = (typeof OUTPUT_TEXTS)[number];

/** The text that each pattern makes. */
export const PLACES = { title_pattern: 'title', description_pattern: 'description' } as const;

export const listTexts = (type: string): readonly OutputText[] =>
  OUTPUT_TEXTS.filter((name) => textRulesOf(type)[name] !== 'none');

/** Returns the output as the upload service and the runs know it: with the ids of its patterns, because their texts are sealed. */
export const toOutput = ({
  name,
  type,
  settings,
  credentialId,
  patterns = {},
}: OwnOutputContent & Pick<OwnOutput, 'name'>): OutputConfig => ({
  name,
  type,
  settings: { ...settings, ...(credentialId === undefined ? {} : { credential: credentialId }) },
  ...(Object.keys(patterns).length === 0 ? {} : { metadata: identifyPatterns(patterns) }),
});

/** The parts of a library that name an output, as answers have them: templates and channels by their names, items by their number. */
export interface OutputUse {
  readonly templates: readonly string[];
  readonly channels: readonly string[];
  /** The settings of the library. */
  readonly settings: boolean;
  readonly preferences: number;
  readonly running: number;
}

export interface UsedOwnOutput {
  readonly output: OwnOutput;
  readonly use: OutputUse;
}
