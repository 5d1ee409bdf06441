import type { AllowedAction } from '@throughline/api-client';
import type { ItemOperationName } from '@throughline/api-client/items';
import type { ReactElement } from 'react';

/** Input of an action besides its target; see the operations in /docs. */
export type ActionInput = Readonly<Record<string, unknown>>;

export interface ActionDialogProps {
  readonly action: AllowedAction;
  /** The id of the item. */
  readonly id: string;
  /** The title of the item. */
  readonly title: string;
  readonly language?: string | undefined;
  /** The outputs that wait until a person publishes them. */
  readonly held?: readonly string[] | undefined;
  readonly onConfirm: (input: ActionInput | undefined) => void;
  readonly onClose: () => void;
}

/** The offer of an action on the page, and its request. */
export interface ActionDefinition {
  /** The name of its operation. Default: the name of the action. */
  readonly operation?: ItemOperationName;
  /** Returns the values of the operation's path besides the id of the item. */
  readonly path?: (target: string) => Readonly<Record<string, string>>;
  /** Input of every request, for an action that shares its operation with another. */
  readonly input?: ActionInput;
  readonly look?: 'dangerous';
  /** A frequent action is a button; the others are in a list with a description. */
  readonly isFrequent?: true;
  /** Needs no dialog on the item's page, because it can be undone or repeated. */
  readonly isAtOnce?: true;
  /** The menu of a row in a list offers it. It works without input. */
  readonly isInRow?: true;
  /** Asks for the input. Default: a question without input. */
  readonly Dialog?: (props: ActionDialogProps) => ReactElement;
}
