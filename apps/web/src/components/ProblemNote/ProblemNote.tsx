import type { ReactElement } from 'react';
import { isGatewayUnreachable, isProblem, type Refusal } from '../../api/problem.js';
import { Link } from '../Link.js';
import { text } from '../../texts/text.js';
import { Button } from '../Button/Button.js';
import { Coded } from '../Coded/Coded.js';
import { Note } from '../Note/Note.js';

interface Props {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
}

/** Returns the name of a field of the body. People do not see the names of parameters, which the page makes. */
const nameOf = (pointer: string): string => (pointer.startsWith('/query/') ? '' : pointer.slice(1).replaceAll('/', '.'));

/** The error of one field. */
function Fault({ pointer, message }: Required<Pick<Refusal, 'errors'>>['errors'][number]): ReactElement {
  const name = nameOf(pointer);
  return (
    <>
      {name !== '' && (
        <>
          <code>{name}</code>{' '}
        </>
      )}
      <Coded words={message} />
    </>
  );
}

/** Lists the error of each field. */
function Faults({ errors }: Required<Pick<Refusal, 'errors'>>): ReactElement {
  const [first] = errors;
  if (errors.length === 1 && first !== undefined)
    return (
      <p>
        <Fault {...first} />
      </p>
    );
  return (
    <ul>
      {errors.map((error) => (
        <li key={`${error.pointer} ${error.message}`}>
          <Fault {...error} />
        </li>
      ))}
    </ul>
  );
}

/** Returns true for validation errors. Their title and detail address programmers, so only the field errors are shown. */
const isForm = ({ code, errors }: Refusal): boolean => code === 'invalid' && errors !== undefined && errors.length > 0;

function Explained({ document }: { readonly document: Refusal }): ReactElement {
  return (
    <>
      <p className="note-title">{document.title}</p>
      {document.detail !== undefined && document.detail !== `${document.title}.` && (
        <p>
          <Coded words={document.detail} />
        </p>
      )}
      {document.try_instead !== undefined && (
        <p>
          <span className="quiet">{text.problem.tryInstead}</span> <Coded words={document.try_instead} />
        </p>
      )}
    </>
  );
}

function Words({ document }: { readonly document: Refusal }): ReactElement {
  return (
    <>
      {isForm(document) ? <p className="note-title">{text.problem.form}</p> : <Explained document={document} />}
      {document.errors !== undefined && document.errors.length > 0 && <Faults errors={document.errors} />}
      {document.existing_id !== undefined && (
        <p>
          <Link to="/recordings/$id" params={{ id: document.existing_id }}>
            {text.problem.existing}
          </Link>
        </p>
      )}
      {document.status >= 500 && document.request_id !== undefined && (
        <p className="quiet">
          {text.problem.request} <code>{document.request_id}</code>
        </p>
      )}
    </>
  );
}

function Plain({ error }: { readonly error: unknown }): ReactElement {
  return isGatewayUnreachable(error) ? (
    <>
      <p className="note-title">{text.problem.away}</p>
      <p>{text.problem.awayHint}</p>
    </>
  ) : (
    <p className="note-title">{text.problem.unexpected}</p>
  );
}

/** Shows a refusal in the words of the API: what failed, why, and what to do. */
export function ProblemNote({ error, onRetry }: Props): ReactElement {
  return (
    <Note tone="bad" icon="failed" role="alert">
      {isProblem(error) ? <Words document={error.document} /> : <Plain error={error} />}
      {onRetry !== undefined && (
        <Button size="small" onClick={onRetry}>
          {text.problem.tryAgain}
        </Button>
      )}
    </Note>
  );
}
