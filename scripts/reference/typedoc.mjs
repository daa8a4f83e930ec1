// TypeDoc: reads the public API out of src, and writes it as Markdown.
import { readFileSync } from 'node:fs';
import { Application, Converter, ReflectionFlag, ReflectionKind } from 'typedoc';
import { HouseTheme } from './theme.mjs';

const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The entries of the package that have types. */
// Two files may be the same entry, as spoor.js and spoor.esm.js.
const ENTRIES = [
  ...new Set(
    Object.values(exports).flatMap(
      ({ types }) => types?.replace('./dist/types/', 'src/').replace('.d.ts', '.ts') ?? [],
    ),
  ),
];

/**
 * @typedef {object} Reference
 * @property {Application} application
 * @property {import('typedoc').ProjectReflection} project
 * @property {Map<number, import('typescript').Symbol | undefined>} symbols the declaration of each reflection, by its
 * id
 * @property {import('typescript').TypeChecker} checker
 */

/**
 * The public API with its docstrings.
 *
 * @returns {Promise<Reference>}
 */
export async function readProject() {
  const application = await Application.bootstrapWithPlugins({
    entryPoints: ENTRIES,
    tsconfig: 'tsconfig.build.json',
    plugin: ['typedoc-plugin-markdown'],
    logLevel: 'Warn',
    name: 'Spoor: API reference',
    // `npm test` has its own step for types.
    skipErrorChecking: true,
    excludeInternal: true,
    excludeExternals: true,
    excludeProtected: true,
    disableSources: true,
    disableGit: true,
    readme: 'none',
    // As the author has put them, the most important first.
    sort: [],
    groupOrder: ['Functions', 'Classes', 'Variables', 'Interfaces', 'Type Aliases', 'Methods', '*'],
    // Whoever has a `tf` need not know what of it is used.
    intentionallyNotExported: ['TensorFlow'],
    // The function's own docstring says what its promise is kept with.
    intentionallyNotDocumented: [
      'finish.__type.delivered',
      'Run.finish.__type.delivered',
      'sync.__type.delivered',
      'sync.__type.waiting',
    ].map((name) => `spoor.${name}`),
    validation: { invalidLink: true, notExported: true, notDocumented: true },
    router: 'module',
    theme: 'house',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useHTMLAnchors: true,
    expandParameters: true,
    expandObjects: true,
    indexFormat: 'table',
    parametersFormat: 'table',
    classPropertiesFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    propertyMembersFormat: 'table',
    tableColumnSettings: {
      hideDefaults: true,
      hideInherited: true,
      hideModifiers: true,
      hideOverrides: true,
      leftAlignHeaders: true,
    },
  });
  application.renderer.defineTheme('house', HouseTheme);
  const symbols = new Map();
  let checker;
  application.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    checker = context.programs[0].getTypeChecker();
    for (const reflection of Object.values(context.project.reflections))
      symbols.set(reflection.id, context.getSymbolFromReflection(reflection));
    accessorsAsProperties(context.project);
    for (const type of context.project.getReflectionsByKind(ReflectionKind.Class)) delete type.implementedTypes;
  });
  const project = await application.convert();
  if (!project) process.exit(1);
  application.validate(project);
  return { application, project, symbols, checker };
}

/**
 * @param {Reference} reference
 * @param {string} folder
 */
export async function writeReference({ application, project }, folder) {
  await application.outputs.writeOutput({ name: 'markdown', path: folder }, project);
}

/**
 * To who reads and assigns it, an accessor is a property. What the setter's docstring adds stands after the getter's.
 */
function accessorsAsProperties(project) {
  for (const accessor of project.getReflectionsByKind(ReflectionKind.Accessor)) {
    const { getSignature, setSignature } = accessor;
    accessor.kind = ReflectionKind.Property;
    accessor.type = getSignature.type;
    accessor.comment = getSignature.comment;
    if (setSignature) accessor.comment?.blockTags.push(...(setSignature.comment?.blockTags ?? []));
    else accessor.setFlag(ReflectionFlag.Readonly);
    delete accessor.getSignature;
    delete accessor.setSignature;
  }
}
