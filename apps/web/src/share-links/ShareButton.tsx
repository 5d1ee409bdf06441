import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ShareLinkDraft } from '@throughline/api-client';
import { useContext, useState, type ReactElement } from 'react';
import { createPortal } from 'react-dom';
import * as maxLengths from '../api/max-lengths.generated.js';
import { useMayChange } from '../api/use-may-change.js';
import { Button } from '../components/Button/Button.js';
import { Check } from '../components/Check/Check.js';
import { Choice } from '../components/Choice/Choice.js';
import { CopyButton } from '../components/CopyButton/CopyButton.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { Field } from '../components/Field/Field.js';
import { Icon } from '../components/Icon/Icon.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { isContentGone } from '../controls/recording-state.js';
import { text } from '../texts/text.js';
import { createShareLink, shareLinksQuery, type SharedTarget } from './share-links-api.js';
import { ShareLinkLine } from './ShareLinkLine.js';
import { ShareSlot } from './share-slot.js';

const words = text.sharing;
const HOURS = [24, 7 * 24, 30 * 24, 90 * 24, 366 * 24];
const DEFAULT_HOURS = 30 * 24;

interface FormProps {
  readonly isPending: boolean;
  readonly onSubmit: (draft: ShareLinkDraft, onCreated: () => void) => void;
}

function LinkForm({ isPending, onSubmit }: FormProps): ReactElement {
  const [hours, setHours] = useState(DEFAULT_HOURS);
  const [password, setPassword] = useState('');
  const [download, setDownload] = useState(true);
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (isPending) return;
        onSubmit({ expires_in_hours: hours, download, ...(password === '' ? {} : { password }) }, () => {
          setPassword('');
        });
      }}
    >
      <Choice
        label={words.expiry}
        options={HOURS.map((one) => [String(one), words.days(one)])}
        value={String(hours)}
        onChange={(value) => {
          setHours(Number(value));
        }}
      />
      <Field
        label={words.password}
        hint={words.passwordHint}
        type="password"
        autoComplete="new-password"
        maxLength={maxLengths.CreateShareLink.password}
        value={password}
        onChange={setPassword}
      />
      <Check label={words.download} isChecked={download} onChange={setDownload} />
      <div className="field-buttons">
        <Button type="submit" disabled={isPending}>
          {words.create}
        </Button>
      </div>
    </form>
  );
}

/** Creates links, and lists those of the item. */
function ShareLinks({ target }: { readonly target: SharedTarget }): ReactElement {
  const client = useQueryClient();
  const links = useQuery(shareLinksQuery(target));
  const refresh = (): Promise<unknown> => client.invalidateQueries({ queryKey: shareLinksQuery(target).queryKey });
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: (draft: ShareLinkDraft) => createShareLink(target, draft),
    onSettled: refresh,
  });
  const isRevoked = links.data?.some(({ id, revoked_at: at }) => id === data?.id && at !== null) === true;
  return (
    <>
      <p className="quiet">{words.lead}</p>
      <LinkForm
        isPending={isPending}
        onSubmit={(draft, onCreated) => {
          mutate(draft, { onSuccess: onCreated });
        }}
      />
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && !isRevoked && (
        <div role="status">
          <p>{words.created}</p>
          <p className="command">
            <code>{data.url}</code> <CopyButton words={data.url} label={words.copyLink} />
          </p>
        </div>
      )}
      {links.error !== null && <ProblemNote error={links.error} />}
      {links.isPending && <Skeleton rows={1} />}
      {links.data?.length === 0 && <p className="quiet">{words.none}</p>}
      <ul className="lines" aria-label={words.links}>
        {links.data?.map((link) => (
          <ShareLinkLine key={link.id} link={link} refresh={refresh} />
        ))}
      </ul>
    </>
  );
}

interface Props {
  readonly item: Parameters<typeof isContentGone>[0] & { readonly id: string };
  readonly kind: SharedTarget['kind'];
}

/** Opens the links of an item. Renders nothing for users who may not share, and for an item without content. */
export function ShareButton({ item, kind }: Props): ReactElement | null {
  const mayShare = useMayChange();
  const [isOpen, setOpen] = useState(false);
  const slot = useContext(ShareSlot);
  if (!mayShare || isContentGone(item)) return null;
  const close = (): void => {
    setOpen(false);
  };
  const button = (
    <Button
      onClick={() => {
        setOpen(true);
      }}
    >
      <Icon name="link" />
      <span>{words.title}</span>
    </Button>
  );
  return (
    <>
      {slot === null ? button : createPortal(button, slot)}
      {isOpen && (
        <Dialog title={words.dialog} onClose={close}>
          <div className="dialog-body">
            <ShareLinks target={{ kind, id: item.id }} />
          </div>
          <div className="dialog-buttons">
            <Button onClick={close}>{text.close}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
