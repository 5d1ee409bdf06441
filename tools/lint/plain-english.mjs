/**
 * Rules against the worst patterns of unclear English. A comment names the thing that it is about, instead of starting with a
 * clause about an unnamed one ("What is left" → "The remaining bytes"). A type is named by a noun of the field, not by a participle.
 */
const HEADLESS = /^(?:What|Who|Whoever|Whose|Of|Where|Those|One that|All that|Is|How|Since when|As|Which|Whether|That)\b/u;
const NOT_NOUNS =
  /^(?:Asked|Told|Standing|Kept|Known|Found|Begun|Given|Held|Made|Taken|Said|Seen|Wanted|Shown|Put|Left|Words|Papers|Place|Leavings|Doings)$|Desk$|Leavings|Doings/u;

const comments = {
  meta: { type: 'suggestion', schema: [], messages: { headless: 'Name the subject: no comment starts with "{{word}}".' } },
  create: (context) => ({
    Program: () => {
      const all = context.sourceCode.getAllComments();
      all.forEach((comment, index) => {
        const before = all[index - 1];
        const goesOn = comment.type === 'Line' && before?.type === 'Line' && before.loc.end.line === comment.loc.start.line - 1;
        if (goesOn) return;
        const [word] = HEADLESS.exec(comment.value.replace(/^[\s*]+/u, '')) ?? [];
        if (word !== undefined) context.report({ loc: comment.loc, messageId: 'headless', data: { word } });
      });
    },
  }),
};

const typeNames = {
  meta: { type: 'suggestion', schema: [], messages: { notANoun: 'Name the type by a noun of the field, not "{{name}}".' } },
  create: (context) => {
    const check = ({ id }) => {
      if (id && NOT_NOUNS.test(id.name)) context.report({ node: id, messageId: 'notANoun', data: { name: id.name } });
    };
    return { TSInterfaceDeclaration: check, TSTypeAliasDeclaration: check, ClassDeclaration: check, TSEnumDeclaration: check };
  },
};

export default { meta: { name: 'english' }, rules: { comments, 'type-names': typeNames } };
