/**
 * Rule against paths of the API that are written by hand. A path comes from its operation: `request(getTemplate, { path: { id } })`.
 * `.oxlintrc.json` lists the folders of the clients that follow it.
 */
import { forbid } from './forbid.mjs';

const REMEDY = 'Take the path from its operation: `request(getTemplate, { path: { id } })` of @throughline/api-client.';
const QUERY_REMEDY = 'Give the query to `request`, whose types check it.';
const PATH = '/^\\u002F(api\\u002Fv\\d+|health)\\u002F/';
const QUERY = '/^\\?\\w+=/';

const noWrittenPaths = forbid({
  [`Literal[value=${PATH}]`]: REMEDY,
  [`TemplateElement[value.raw=${PATH}]`]: REMEDY,
  // The continuation of another path.
  "Property[key.name='path'] > TemplateLiteral": REMEDY,
  [`Literal[value=${QUERY}]`]: QUERY_REMEDY,
  [`TemplateElement[value.raw=${QUERY}]`]: QUERY_REMEDY,
  "NewExpression[callee.name='URLSearchParams']": QUERY_REMEDY,
});

export default { meta: { name: 'api-paths' }, rules: { 'no-written-paths': noWrittenPaths } };
