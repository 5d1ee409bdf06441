import type { AllowedAction, Output } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { LinkField } from '../../actions/LinkField.js';
import { toSettleInput } from '../../actions/output-actions.js';
import { Button, buttonClass } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { parseWebAddress } from '../../controls/web-address.js';
import { text } from '../../texts/text.js';
import type { ItemActionsState } from '../actions/use-item-actions.js';
import type { LinksOfItem } from '../../drafts/use-link-drafts.js';

const words = text.recording.attention;

interface Props extends LinksOfItem {
  readonly action: AllowedAction;
  readonly output: Output;
  readonly actions: Pick<ItemActionsState, 'isPending' | 'perform'>;
}

/** Asks whether an unconfirmed delivery has arrived, and for the link of a copy that is there. */
export function Answers({ action, output, actions, links, onLink }: Props): ReactElement {
  const url = parseWebAddress(output.target_meta?.['url']);
  const link = links[output.id] ?? '';
  const answer = (delivered: 'yes' | 'no'): void => {
    if (!actions.isPending) actions.perform({ action, input: toSettleInput(delivered, link) });
  };
  return (
    <form
      className="answers"
      onSubmit={(event) => {
        event.preventDefault();
        answer('yes');
      }}
    >
      {url !== undefined && (
        <a href={url} className={buttonClass()} rel="noopener noreferrer" target="_blank">
          {text.recording.outputs.open}
        </a>
      )}
      <LinkField
        label={words.linkOf(output.id)}
        value={link}
        onChange={(typed) => {
          onLink(output.id, typed);
        }}
      />
      <div className="buttons">
        <Button type="submit" look="primary" aria-label={words.answerOf(words.arrived, output.id)}>
          <Icon name="ready" />
          {words.arrived}
        </Button>
        <Button
          aria-label={words.answerOf(words.missing, output.id)}
          onClick={() => {
            answer('no');
          }}
        >
          <Icon name="retry" />
          {words.missing}
        </Button>
      </div>
      <p className="quiet">{words.answerHint}</p>
    </form>
  );
}
