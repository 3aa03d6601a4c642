// The floors of the house: imports point down only, never sideways, and through the front door.
const FLOORS = [
  ['config', 'http'],
  ['database', 'auth', 'embedded'],
  ['bus', 'search', 'limits', 'extraction'],
  ['chat', 'identity'],
  ['knowledge'],
  ['message'],
  ['reaction', 'realtime', 'reply', 'webhooks'],
  ['retention', 'documents'],
];

const aboveOrBeside = (floor, lib) => [
  ...FLOORS[floor].filter((other) => other !== lib),
  ...FLOORS.slice(floor + 1).flat(),
];

const floorRules = FLOORS.flatMap((libs, floor) =>
  libs
    .filter((lib) => aboveOrBeside(floor, lib).length > 0)
    .map((lib) => ({
      name: `floor-of-${lib}`,
      severity: 'error',
      from: { path: `^libs/${lib}/` },
      to: { path: `^libs/(${aboveOrBeside(floor, lib).join('|')})/` },
    })),
);

// The folders of a large room, its facets, have an order too: they import what stands before them, never beside, and never
// the files of the room itself, which import them all.
const FACETS = {
  http: [['errors', 'outgoing'], ['fields'], ['paging', 'validation', 'openapi', 'server']],
  chat: [['shown'], ['rows'], ['changes'], ['acts', 'requests'], ['operations']],
  message: [['shown'], ['rows'], ['steps'], ['acts'], ['send', 'read', 'status', 'work'], ['operations']],
  knowledge: [['text'], ['languages'], ['words'], ['rows'], ['index', 'search'], ['embedding']],
  reply: [['writing'], ['work', 'http']],
  documents: [['address', 'errors'], ['openapi'], ['asyncapi', 'postman', 'swagger-ui', 'guides']],
};

const facetRules = Object.entries(FACETS).flatMap(([lib, order]) =>
  order.flatMap((facets, level) =>
    facets.map((facet) => ({
      name: `facet-${facet}-of-${lib}`,
      severity: 'error',
      from: { path: `^libs/${lib}/src/${facet}/`, pathNot: '[.]spec[.]ts$' },
      to: {
        path: `^libs/${lib}/src/`,
        pathNot: [facet, ...order.slice(0, level).flat()].map((allowed) => `^libs/${lib}/src/${allowed}/`),
      },
    })),
  ),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...floorRules,
    ...facetRules,
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'front-door-only',
      severity: 'error',
      // Tests in a folder that is called like a library may import what is inside of it; the plans hold every statement.
      from: { path: '^(?:apps|test)/([^/]+)/', pathNot: '^test/plans/' },
      to: {
        path: '^libs/[^/]+/src/',
        pathNot:
          '^libs/[^/]+/src/index[.]ts$|^libs/client/src/(react|ai-sdk)/index[.]ts$|^libs/embedded/src/|^libs/$1/src/',
      },
    },
    {
      name: 'front-door-between-libs',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: '^libs/$1/|^libs/[^/]+/src/index[.]ts$' },
    },
    {
      name: 'client-stands-alone',
      severity: 'error',
      from: { path: '^libs/client/src/', pathNot: '[.]spec[.]ts$' },
      to: { pathNot: '^libs/client/|^node_modules/(@types/)?react/|^node_modules/ai/' },
    },
    {
      name: 'client-without-react',
      severity: 'error',
      from: { path: '^libs/client/src/', pathNot: '^libs/client/src/react/' },
      to: { path: 'node_modules/(@types/)?react/' },
    },
    {
      name: 'client-without-ai-sdk',
      severity: 'error',
      from: { path: '^libs/client/src/', pathNot: '^libs/client/src/ai-sdk/' },
      to: { path: 'node_modules/ai/' },
    },
    {
      name: 'only-tests-use-client',
      severity: 'error',
      from: { path: '^(apps/(?!web/)|libs/(?!client/))' },
      to: { path: '^libs/client/' },
    },
    {
      name: 'web-imports-client-alone',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: '^(apps/(?!web/)|libs/(?!client/)|test/)' },
    },
    { name: 'libs-know-no-app', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['types', 'import', 'default'], exportsFields: ['exports'] },
  },
};
