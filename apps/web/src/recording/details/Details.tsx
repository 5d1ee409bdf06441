import type { Item } from '@throughline/api-client';
import type { ReactElement } from 'react';
import type { ItemCache } from '../../api/item-cache.js';
import * as maxLengths from '../../api/max-lengths.generated.js';
import { Button } from '../../components/Button/Button.js';
import { Field } from '../../components/Field/Field.js';
import { Note } from '../../components/Note/Note.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { titleOf } from '../../controls/recording-state.js';
import { text } from '../../texts/text.js';
import { useSharedDraft } from '../../drafts/use-shared-draft.js';
import { PanelHead } from '../PanelHead.js';
import { detailsDrafts } from './details-drafts.js';
import { draftOf, patchOf, rebase, settleEdit, type DescribedItem, type Draft, type Edit } from './draft.js';
import { TextsChanged } from './save-details.js';
import { Tags } from './Tags.js';
import { useMayDescribe } from './use-may-describe.js';
import { useSaveDetails } from './use-save-details.js';

const words = text.recording.details;
const FORM_ID = 'details-form';

/** Moves the focus to the first field, for the action in the list of actions. */
export const focusDetails = (): void => {
  document.getElementById(FORM_ID)?.querySelector<HTMLElement>('input, textarea')?.focus();
};

function Failure({ error }: { readonly error: Error }): ReactElement {
  if (!(error instanceof TextsChanged)) return <ProblemNote error={error} />;
  return (
    <Note tone="warn" role="alert" title={words.conflict}>
      <p>{words.conflictHint(titleOf(error.newest))}</p>
    </Note>
  );
}

const Head = ({ isShort }: { readonly isShort: boolean }): ReactElement => (
  <PanelHead id="details-heading" title={isShort ? words.description : words.title}>
    {!isShort && <p className="quiet">{words.hint}</p>}
  </PanelHead>
);

interface FieldsProps {
  readonly draft: Draft;
  /** A title cannot be removed, but documents may have none. */
  readonly hasTitle: boolean;
  /** The description alone. */
  readonly isShort: boolean;
  readonly onChange: (change: Partial<Draft>) => void;
}

function Fields({ draft, hasTitle, isShort, onChange }: FieldsProps): ReactElement {
  return (
    <>
      {!isShort && (
        <Field
          label={words.name}
          value={draft.title}
          maxLength={maxLengths.DescriptionBody.title}
          required={hasTitle}
          dir="auto"
          onChange={(title) => {
            onChange({ title });
          }}
        />
      )}
      <label className="field">
        {words.description}
        <textarea
          rows={3}
          dir="auto"
          maxLength={maxLengths.DescriptionBody.description}
          value={draft.description}
          onChange={({ currentTarget }) => {
            onChange({ description: currentTarget.value });
          }}
        />
      </label>
      {!isShort && (
        <Tags
          tags={draft.tags}
          onChange={(tags) => {
            onChange({ tags });
          }}
        />
      )}
    </>
  );
}

function startEdit(item: DescribedItem): Edit {
  const before = draftOf(item);
  return { before, draft: before, revision: item.revision };
}

interface Props<T extends Item> {
  readonly item: T;
  readonly cache: ItemCache<T>;
  /** Title and tags are edited in another place of the page. */
  readonly isTitleElsewhere?: boolean;
}

/** Returns true if the description is enough. A title or tags that somebody typed here earlier must not be hidden. */
const isDescriptionEnough = (isTitleElsewhere: boolean | undefined, before: Draft, draft: Draft): boolean =>
  isTitleElsewhere === true && patchOf(before, { ...draft, description: before.description }) === undefined;

/** Title, description and tags, edited in place. */
export function Details<T extends Item>({ item, cache, isTitleElsewhere }: Props<T>): ReactElement | null {
  // Undefined before the first change: the form then follows changes by other people. Later, a save names the revision of then.
  const [edited, change] = useSharedDraft(detailsDrafts[cache.kind], item.id);
  const { mutate, error, isPending, reset } = useSaveDetails(item, cache);
  const mayDescribe = useMayDescribe(item);
  const { before, draft, revision } = edited ?? startEdit(item);
  const patch = patchOf(before, draft);
  const isShort = isDescriptionEnough(isTitleElsewhere, before, draft);
  if (!mayDescribe) return null;
  const edit = (typed: Partial<Draft>): void => {
    change((now) => {
      const started = now ?? startEdit(item);
      return { ...started, draft: { ...started.draft, ...typed } };
    });
  };
  const discard = (): void => {
    change(() => undefined);
    reset();
  };
  const save = (): void => {
    if (patch === undefined || isPending) return;
    mutate(
      { patch, before, draft, revision },
      {
        // Texts that were typed during the save stay.
        onSuccess: (saved) => {
          change((now) => settleEdit(now, draft, saved));
        },
        // The next save replaces the texts that the message names.
        onError: (refusal) => {
          if (refusal instanceof TextsChanged) change((now) => now && rebase(now, refusal.newest));
        },
      },
    );
  };
  return (
    <section className="panel details" aria-labelledby="details-heading">
      <Head isShort={isShort} />
      <form
        id={FORM_ID}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Fields draft={draft} hasTitle={before.title !== ''} isShort={isShort} onChange={edit} />
        {error !== null && <Failure error={error} />}
        <div className="action-buttons">
          <Button type="submit" look="primary" disabled={patch === undefined || isPending}>
            {isPending ? words.saving : words.save}
          </Button>
          {edited !== undefined && !isPending && <Button onClick={discard}>{words.discard}</Button>}
        </div>
      </form>
    </section>
  );
}
