import { Controller, Inject } from '@nestjs/common';
import type { AppliedRule, JsonObject } from '@throughline/contracts';
import {
  completeByInvoice,
  findFindings,
  findInvoice,
  joinPages,
  parseOwnTitle,
  type Hints,
  type Metadata,
} from '@throughline/documents';
import {
  MAX_TAGS,
  applyDocumentRules,
  documentSettingsOf,
  fieldsOfRule,
  findSender,
  isTitleGiven,
  tagsWithoutRules,
  type PersonalData,
} from '@throughline/domain';
import type { StepContext, StepHandler, StepOutcome } from '@throughline/engine';
import { Step } from '@throughline/worker-host/steps';
import { loadMail, loadRecord, storeJson, loadText } from '../document-files.js';
import { DOCUMENT_PARTS, type DocumentParts } from '../document-parts.js';

const LONGEST_TITLE = 1_000;

/** Returns the metadata of the file itself. The headers of a message take precedence. A placeholder is no title. */
async function loadHints(context: StepContext): Promise<Hints> {
  const [record, mail] = [await loadRecord(context), await loadMail(context)];
  if (mail !== undefined)
    return { title: parseOwnTitle(mail.subject, LONGEST_TITLE), author: mail.from?.name ?? mail.from?.address, date: mail.date };
  return { title: parseOwnTitle(record.title, LONGEST_TITLE), author: record.author };
}

/** Returns what the rules of the library give the document. */
function applyRules({ sender, findings }: Metadata, personal: PersonalData): readonly AppliedRule[] {
  const { rules = [], fields = {}, hasOwnTags = false } = personal;
  return applyDocumentRules(rules, {
    sender: findSender({ sender, findings }, fields),
    tags: tagsWithoutRules(personal),
    maxTags: MAX_TAGS,
    hasOwnTags,
    hasOwnType: fields.type !== undefined,
  });
}

/** Log line without any text of the document. */
const formatLogLine = ({ engine, model }: Metadata, elapsedMs: number): string =>
  ['Metadata extracted', `Engine: ${engine}`, `Model: ${model ?? '-'}`, `Elapsed: ${(elapsedMs / 1_000).toFixed(1)} s`].join(
    ' | ',
  );

/**
 * `extract_metadata_with_gpt`: title, date, sender … from a model, or from local rules if no model is configured; the facts of
 * an invoice always from local rules. The file names the engine.
 */
@Controller()
export class ExtractMetadata implements StepHandler {
  constructor(@Inject(DOCUMENT_PARTS) private readonly parts: Pick<DocumentParts, 'metadata'>) {}

  @Step('extract_metadata_with_gpt', { lane: 'text' })
  async run(context: StepContext): Promise<StepOutcome> {
    const started = performance.now();
    const pages = (await loadText(context))?.pages ?? [];
    const text = joinPages(pages);
    const hints = await loadHints(context);
    if (text === '' && hints.title === undefined) return { kind: 'skipped', reason: 'no_text' };
    const { model } = documentSettingsOf(context.config).metadata;
    const described = await this.parts.metadata.extract(text, hints, { signal: context.signal, model });
    const completed = completeByInvoice(described, findInvoice(pages), hints);
    const { findings, unsure } = findFindings(completed, { pages, hints });
    const personal = await context.personal();
    const rules = applyRules({ ...completed, findings }, personal);
    const found = { ...completed, findings, ...(rules.length === 0 ? {} : { rules: [...rules] }) };
    const artifact = await storeJson(context, 'metadata', 'metadata.json', found);
    const elapsedMs = Math.round(performance.now() - started);
    context.log.info({}, formatLogLine(found, elapsedMs));
    const { result, details } = splitResult(found);
    // A title that a person or the source gave stays, whatever was found.
    const isGiven = isTitleGiven(personal, 'document');
    const isTyped = rules.some(({ type }) => type !== undefined);
    const toCheck = unsure.filter((field) => (field !== 'title' || !isGiven) && (field !== 'type' || !isTyped));
    return {
      kind: 'completed',
      result: { ...result, unsure: toCheck, ...describeRules(rules) },
      details,
      artifacts: [artifact],
      metrics: { elapsed_ms: elapsedMs },
    };
  }
}

/** Names the rules by their ids. Their names and values are words of people. */
const describeRules = (rules: readonly AppliedRule[]): JsonObject =>
  rules.length === 0 ? {} : { rules: rules.map((rule) => ({ rule: rule.key, fields: [...fieldsOfRule(rule)] })) };

/** The engine's name goes into the public result. The metadata is personal and goes into the sealed details. */
function splitResult({ engine, model, language, ...found }: Metadata): { result: JsonObject; details: JsonObject } {
  return {
    result: { engine, ...(model === undefined ? {} : { model }), ...(language === undefined ? {} : { language }) },
    details: { ...found },
  };
}
