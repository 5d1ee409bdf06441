import { isObject } from '@throughline/contracts';
import {
  METADATA_STEP,
  isPresent,
  resultOf,
  shownDetailsOf,
  stepOf,
  titleOf,
  type CorrectedDocument,
  type PersonalStepData,
} from '@throughline/domain';
import {
  toCorrectedDocument,
  toDocumentSender,
  type DocumentSender,
  type RuledDocuments,
  type SenderPage,
} from '../adapters/projection/ruled-documents.js';
import type { MemoryItemRows } from './memory-rows.js';

function findField(name: 'sender' | 'date', details: PersonalStepData['details'] = {}): unknown {
  const { findings } = details;
  const finding = isObject(findings) ? findings[name] : undefined;
  return (isObject(finding) ? finding['value'] : undefined) ?? details[name];
}

export class MemoryRuledDocuments implements RuledDocuments {
  constructor(private readonly rows: MemoryItemRows) {}

  corrected(owner: string): Promise<readonly CorrectedDocument[]> {
    const rows = this.#of(owner).filter(
      ({ state, personal }) => state.fieldCorrections !== undefined || personal.hasOwnTags === true,
    );
    const newest = rows.sort((one, other) => (one.state.updatedAt < other.state.updatedAt ? 1 : -1));
    return Promise.resolve(
      newest.map(({ id, state, personal }) => {
        return toCorrectedDocument({
          id,
          title: titleOf(state, personal) ?? null,
          corrected: (state.fieldCorrections ?? []).map(({ field }) => field),
          hasOwnTags: personal.hasOwnTags === true,
          fields: personal.fields ?? null,
          tags: personal.tags ?? null,
          found: findField('sender', personal.steps?.[METADATA_STEP]?.details),
          foundDate: findField('date', personal.steps?.[METADATA_STEP]?.details),
          registeredAt: state.registeredAt,
        });
      }),
    );
  }

  countByRule(owner: string): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    for (const { state } of this.#of(owner)) {
      const rules = resultOf(stepOf(state, METADATA_STEP))?.['rules'];
      const keys = (Array.isArray(rules) ? rules : []).flatMap((one) => (isObject(one) ? [String(one['rule'])] : []));
      for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return Promise.resolve(counts);
  }

  listSenders(owner: string, { before, limit }: SenderPage): Promise<readonly DocumentSender[]> {
    const placeOf = (createdAt: string, id: string): string => `${createdAt} ${id}`;
    const newest = this.#of(owner)
      .map((row) => ({ ...row, createdAt: row.state.registeredAt, place: placeOf(row.state.registeredAt, row.id) }))
      .filter(({ place }) => before === undefined || place < placeOf(before.createdAt, before.id))
      .sort((one, other) => (one.place < other.place ? 1 : -1));
    return Promise.resolve(
      newest.slice(0, limit).map(({ id, createdAt, state, personal }) => {
        const read = shownDetailsOf(state, personal, METADATA_STEP);
        return toDocumentSender({
          id,
          createdAt,
          corrected: (state.fieldCorrections ?? []).map(({ field }) => field),
          hasOwnTags: personal.hasOwnTags === true,
          fields: personal.fields ?? null,
          tags: personal.tags ?? null,
          isRead: personal.steps?.[METADATA_STEP]?.details !== undefined,
          finding: undefined,
          found: findField('sender', read),
          rules: read?.['rules'],
        });
      }),
    );
  }

  #of(owner: string) {
    return this.rows
      .all()
      .flatMap(({ id, owner: of, state, personal }) =>
        of === owner && isPresent(state) && state.pipeline === 'document' && state.deletedAt === undefined
          ? [{ id, state, personal }]
          : [],
      );
  }
}
