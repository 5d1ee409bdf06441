import type { Document } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../../api/use-may-change.js';
import { Button } from '../../components/Button/Button.js';
import { Icon, type IconName } from '../../components/Icon/Icon.js';
import { text } from '../../texts/text.js';
import { mayCorrect } from '../fields/document-fields.js';

const words = text.documentView.review;

export const ACCEPT_ID = 'review-accept';

/** Returns the reason why the document cannot be accepted now. Undefined if it can. */
export const refusalOf = ({ allowed_actions: actions }: Pick<Document, 'allowed_actions'>): string | undefined => {
  const accept = actions.find(({ action }) => action === 'accept');
  return accept?.allowed === true ? undefined : (accept?.reason ?? undefined);
};

interface ButtonProps {
  readonly id?: string;
  readonly icon: IconName;
  readonly name: string;
  /** The key as people read it, and as `aria-keyshortcuts` names it. */
  readonly shortcut: readonly [shown: string, name: string];
  readonly look?: 'primary' | 'quiet';
  readonly isDisabled?: boolean;
  readonly describedBy?: string | undefined;
  readonly onClick: () => void;
}

function BarButton({
  id,
  icon,
  name,
  shortcut: [shown, key],
  look,
  isDisabled = false,
  describedBy,
  onClick,
}: ButtonProps): ReactElement {
  return (
    <Button id={id} look={look} disabled={isDisabled} aria-keyshortcuts={key} aria-describedby={describedBy} onClick={onClick}>
      <Icon name={icon} />
      {name} <kbd aria-hidden="true">{shown}</kbd>
    </Button>
  );
}

interface Props {
  readonly document: Document;
  readonly isPending: boolean;
  /** Accepts the document, or leaves one that is accepted already. */
  readonly onAccept: () => void;
  readonly onEdit: () => void;
  /** Undefined if there is no other document. */
  readonly onSkip: (() => void) | undefined;
  readonly onUndo: (() => void) | undefined;
}

const REFUSAL_ID = 'review-refusal';

/** Accepts a document, or goes on from one that is accepted already. */
function Decision({ document, isPending, onAccept }: Props): ReactElement {
  if (document.accepted_by !== null)
    return (
      <BarButton
        id={ACCEPT_ID}
        icon="down"
        name={words.next}
        shortcut={[words.keys.accept, 'Enter']}
        look="primary"
        onClick={onAccept}
      />
    );
  const refusal = refusalOf(document);
  return (
    <>
      <BarButton
        id={ACCEPT_ID}
        icon="ready"
        name={words.accept}
        shortcut={[words.keys.accept, 'Enter']}
        look="primary"
        isDisabled={isPending || refusal !== undefined}
        describedBy={refusal === undefined ? undefined : REFUSAL_ID}
        onClick={onAccept}
      />
      {refusal !== undefined && (
        <small id={REFUSAL_ID} className="quiet">
          {refusal}
        </small>
      )}
    </>
  );
}

/** The decisions about the shown document: at the bottom, where the thumb of a phone is. */
export function ReviewBar(props: Props): ReactElement {
  const { document, isPending, onEdit, onSkip, onUndo } = props;
  const mayChange = useMayChange();
  const { keys } = words;
  return (
    <section className="review-bar" aria-label={words.actions}>
      {mayChange ? (
        <>
          <Decision {...props} />
          <BarButton
            icon="edit"
            name={words.edit}
            shortcut={[keys.edit, 'e']}
            isDisabled={!mayCorrect(document)}
            onClick={onEdit}
          />
        </>
      ) : (
        <p className="quiet">{words.readOnly}</p>
      )}
      <BarButton
        icon="skipped"
        name={words.skip}
        shortcut={[keys.skip, 's']}
        isDisabled={onSkip === undefined}
        onClick={() => onSkip?.()}
      />
      {mayChange && (
        <BarButton
          icon="retry"
          name={words.undo}
          shortcut={[keys.undo, 'z']}
          look="quiet"
          isDisabled={isPending || onUndo === undefined}
          onClick={() => onUndo?.()}
        />
      )}
    </section>
  );
}
