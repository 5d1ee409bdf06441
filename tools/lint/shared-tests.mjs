/** Rules for tests that helpers define, e.g. contracts. Oxlint applies most rules of Jest only to files that are named `*.spec.ts`. */
import { forbid } from './forbid.mjs';

const LEFT_OUT = 'No test is left out. A contract may choose between `it` and `it.skip` by a capability.';
const noLeftOutTests = forbid({
  'MemberExpression[object.name=/^(it|describe)$/][property.name="only"]': LEFT_OUT,
  'CallExpression > MemberExpression.callee[object.name=/^(it|describe)$/][property.name="skip"]': LEFT_OUT,
  'MemberExpression[object.object.name=/^(it|describe)$/][object.property.name="skip"]': LEFT_OUT,
  'CallExpression[callee.name=/^[fx](it|describe)$/]': LEFT_OUT,
});

const EXPECTATION =
  'CallExpression:matches([callee.name=/^(expect|eventually$|assert)|Contract$/], [callee.property.name=/^(then|assert$)/])';
const TEST =
  'CallExpression:matches([callee.name="it"], [callee.object.name="it"][callee.property.name!=/^(each|todo)$/], [callee.callee.object.name="it"])';
const expectations = forbid({ [`${TEST}:not(:has(${EXPECTATION}))`]: 'A test expects something.' });

export default { meta: { name: 'shared-tests' }, rules: { 'no-left-out-tests': noLeftOutTests, expectations } };
