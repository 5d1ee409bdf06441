import { useBlocker } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { text } from '../../texts/text.js';
import { ConfirmDialog } from './ConfirmDialog.js';

interface Options {
  /** Leaving would lose something. */
  readonly wouldLose: boolean;
  /** Nobody leaves while a request is running. */
  readonly isSaving: boolean;
  readonly hint: string;
  readonly onDiscard?: () => void;
}

interface DiscardQuestion {
  /** Asks without a navigation. */
  readonly ask: () => void;
  readonly dialog: ReactElement | null;
}

/** Asks before a link, Back or `ask` loses something. The browser asks before it reloads or closes the page. */
export function useDiscardQuestion({ wouldLose, isSaving, hint, onDiscard }: Options): DiscardQuestion {
  const [question, setQuestion] = useState<{ readonly answer: (isStaying: boolean) => void }>();
  useBlocker({
    shouldBlockFn: () =>
      isSaving ||
      new Promise<boolean>((answer) => {
        setQuestion({ answer });
      }),
    disabled: !wouldLose && !isSaving,
  });
  return {
    ask: () => {
      setQuestion({ answer: () => undefined });
    },
    dialog:
      question === undefined ? null : (
        <ConfirmDialog
          title={text.sidePanel.discard}
          confirm={text.sidePanel.discard}
          isDangerous
          onConfirm={() => {
            onDiscard?.();
            question.answer(false);
          }}
          onClose={() => {
            setQuestion(undefined);
            // Has no effect after the first answer.
            question.answer(true);
          }}
        >
          <p>{hint}</p>
        </ConfirmDialog>
      ),
  };
}
