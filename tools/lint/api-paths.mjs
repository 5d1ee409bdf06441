/**
 * Rule against paths of the API that are written by hand. A path comes from its operation: `request(getTemplate, { path: { id } })`.
 * `.oxlintrc.json` lists the folders of the clients that follow it.
 */
import { forbid } from './forbid.mjs';

const REMEDY = 'Take the path from its operation: `request(getTemplate, { path: { id } })` of @throughline/api-types.';
const PATH = '/^\\u002F(api\\u002Fv\\d+|health)\\u002F/';

const noWrittenPaths = forbid({
  [`Literal[value=${PATH}]`]: REMEDY,
  [`TemplateElement[value.raw=${PATH}]`]: REMEDY,
  "NewExpression[callee.name='URLSearchParams']": 'Give the query to `request`, whose types check it.',
});

export default { meta: { name: 'api-paths' }, rules: { 'no-written-paths': noWrittenPaths } };
