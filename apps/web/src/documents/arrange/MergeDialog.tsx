import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { mergeDocuments } from '@throughline/api-client/operations';
import { useState, type ReactElement } from 'react';
import * as maxLengths from '../../api/max-lengths.generated.js';
import { callApi, createKey } from '../../api/client.js';
import { mayHaveBeenSaved } from '../../api/may-have-been-saved.js';
import { readListsAgain } from '../../api/read-lists-again.js';
import { useAnnounce } from '../../components/Announcer.js';
import { Button } from '../../components/Button/Button.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { Field } from '../../components/Field/Field.js';
import { Icon } from '../../components/Icon/Icon.js';
import { ProblemNote } from '../../components/ProblemNote/ProblemNote.js';
import { settingsText } from '../../texts/settings-text.js';
import { documentTitle } from '../document-title.js';
import { documentQuery } from '../documents-api.js';
import { MadeList } from './MadeList.js';
import { moveBy } from './move-by.js';

const words = settingsText.arrange.merge;

/** The titles of documents by id. The id itself until its document is read. */
function useTitles(ids: readonly string[]): (id: string) => string {
  const answers = useQueries({ queries: ids.map((id) => documentQuery(id)) });
  return (id) => {
    const document = answers[ids.indexOf(id)]?.data;
    return document === undefined ? id : documentTitle(document);
  };
}

interface OrderProps {
  readonly ids: readonly string[];
  readonly isResting: boolean;
  readonly titleOf: (id: string) => string;
  readonly onMove: (id: string, by: number) => void;
}

const Order = ({ ids, isResting, titleOf, onMove }: OrderProps): ReactElement => (
  <ol className="lines merge-order" aria-label={words.list}>
    {ids.map((id, index) => (
      <li key={id}>
        <bdi>{titleOf(id)}</bdi>
        <span>
          <Button
            size="icon"
            look="quiet"
            aria-label={words.up(titleOf(id))}
            disabled={isResting || index === 0}
            onClick={() => {
              onMove(id, -1);
            }}
          >
            <Icon name="up" />
          </Button>
          <Button
            size="icon"
            look="quiet"
            aria-label={words.down(titleOf(id))}
            disabled={isResting || index === ids.length - 1}
            onClick={() => {
              onMove(id, 1);
            }}
          >
            <Icon name="down" />
          </Button>
        </span>
      </li>
    ))}
  </ol>
);

interface Props {
  /** The selected documents, in the order of the selection. */
  readonly selected: readonly string[];
  readonly onClose: () => void;
  readonly onMade: () => void;
}

/** Makes one document of the selected ones, in an order that the person chooses. */
export function MergeDialog({ selected, onClose, onMade }: Props): ReactElement {
  const [ids, setIds] = useState(selected);
  const [title, setTitle] = useState('');
  // A repeated click after a lost answer must not make the document twice.
  const [key, setKey] = useState(createKey);
  const titleOf = useTitles(selected);
  const client = useQueryClient();
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      callApi(mergeDocuments, {
        body: { documents: ids.map((id) => ({ id })), ...(title.trim() === '' ? {} : { title }) },
        idempotencyKey: key,
      }),
    onSuccess: () => readListsAgain(client),
    onError: (failure) => {
      if (!mayHaveBeenSaved(failure)) setKey(createKey());
    },
  });
  const announce = useAnnounce();
  const move = (id: string, by: number): void => {
    const moved = moveBy(ids, id, by);
    setKey(createKey());
    setIds(moved);
    announce(words.moved(titleOf(id), moved.indexOf(id) + 1, moved.length));
  };
  // The answer, which may be a refusal, needs a place to be shown.
  useBlocker({ shouldBlockFn: () => true, disabled: !isPending });
  const close = (): void => {
    if (isPending) return;
    if (data !== undefined) onMade();
    onClose();
  };
  return (
    <Dialog title={words.title} onClose={close}>
      <div className="dialog-body">
        {data === undefined ? (
          <>
            <p className="quiet">{words.lead}</p>
            <Order ids={ids} isResting={isPending} titleOf={titleOf} onMove={move} />
            <Field
              label={words.name}
              hint={words.nameHint}
              maxLength={maxLengths.MergeBody.title}
              readOnly={isPending}
              value={title}
              onChange={(value) => {
                setKey(createKey());
                setTitle(value);
              }}
            />
            {error !== null && <ProblemNote error={error} />}
          </>
        ) : (
          <MadeList made={data} />
        )}
      </div>
      <div className="dialog-buttons">
        <Button disabled={isPending} onClick={close}>
          {words.close}
        </Button>
        {data === undefined && (
          <Button
            look="primary"
            disabled={isPending}
            onClick={() => {
              mutate();
            }}
          >
            {words.create}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
