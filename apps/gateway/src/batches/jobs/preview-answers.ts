import { ApiSchema } from '@nestjs/swagger';
import { VERDICTS } from '../bulk/index.js';
import { Field } from '../../kit/http/fields.js';
import { count, flag, id, integer, list, orNull, record, ref, text, time, words } from '../../kit/http/schemas.js';
import type { JobPreview } from './job-previews.js';
import { NEW_ITEM_VERDICTS, type NewItem } from './judge-new-items.js';
import { NOT_STARTED_REASONS } from './left-out-reasons.js';
import { ALSO, JobLeftOutAnswer, LEFT, SourceAnswer, TEMPLATE, WindowAnswer, renderChoice, renderReport } from './run-answers.js';

const NEW_VERDICTS =
  '`start`: imported and started. `import`: imported only. `wait`: not complete yet, a later run looks again. `fail`: cannot be imported.';

@ApiSchema({ name: 'JobPreviewItem' })
class JobPreviewItemAnswer {
  @Field(id('The recording.')) recording_id!: string;
  @Field(orNull(text('Its title.'))) title!: string | null;
  @Field(orNull(integer(TEMPLATE))) template_id!: number | null;
  @Field(list(integer(), ALSO)) also_matches!: readonly number[];
  @Field(words(VERDICTS, 'What the run would do.')) verdict!: string;
  @Field(text('The code that a single request would have.')) code!: string;
  @Field(text('The same in words.')) detail!: string;
}

@ApiSchema({ name: 'JobNewItem' })
class JobNewItemAnswer {
  @Field(integer('The number of its source.')) source_id!: number;
  @Field(text('Its title. The name in the source, if it cannot be imported.')) title!: string;
  @Field(orNull(time('When it started; null: its source does not tell, and the time of the import counts.')))
  started_at!: string | null;
  @Field(words(NEW_ITEM_VERDICTS, NEW_VERDICTS)) verdict!: string;
  @Field(orNull(integer('The template of its run.'))) template_id!: number | null;
  @Field(list(integer(), ALSO)) also_matches!: readonly number[];
  @Field(orNull(words(NOT_STARTED_REASONS, 'Why it would be imported only.'))) reason!: string | null;
  @Field(orNull(text('Why it cannot be imported.'))) detail!: string | null;
}

@ApiSchema({ name: 'JobDryRun' })
export class JobDryRunAnswer {
  @Field(flag('Always true.')) dry_run!: boolean;
  @Field(ref(WindowAnswer, 'Recordings that started within it would be taken.')) window!: WindowAnswer;
  @Field(list(SourceAnswer, 'The sources; `added` is what a run would add.')) sources!: readonly SourceAnswer[];
  @Field(list(text(), 'What is wrong with the job.')) problems!: readonly string[];
  @Field(list(JobPreviewItemAnswer, 'The recordings in the library that it would start.'))
  items!: readonly JobPreviewItemAnswer[];
  @Field(list(JobNewItemAnswer, 'The recordings that its sources would bring; the first 200 of each source.'))
  new_items!: readonly JobNewItemAnswer[];
  @Field(record(count(), LEFT)) left_out!: Readonly<Record<string, number>>;
  @Field(list(JobLeftOutAnswer, 'The first 100 of them.')) left_out_items!: readonly JobLeftOutAnswer[];
}

const renderNewItem = (item: NewItem): JobNewItemAnswer => ({
  source_id: item.sourceId,
  title: item.title,
  started_at: item.startedAt ?? null,
  verdict: item.verdict,
  template_id: item.templateId ?? null,
  also_matches: item.alsoMatches ?? [],
  reason: item.reason ?? null,
  detail: item.detail ?? null,
});

export const renderPreview = ({
  window,
  sources,
  problems,
  items,
  newItems,
  leftOut,
  leftOutItems,
}: JobPreview): JobDryRunAnswer => ({
  dry_run: true,
  window,
  sources: sources.map(renderReport),
  problems,
  items: items.map(({ item, verdict, finding: { code, detail } }) => ({
    ...renderChoice(item),
    title: item.title,
    verdict,
    code,
    detail,
  })),
  new_items: newItems.map(renderNewItem),
  left_out: leftOut,
  left_out_items: leftOutItems.map(({ itemId, title, reason }) => ({ recording_id: itemId, title, reason })),
});
