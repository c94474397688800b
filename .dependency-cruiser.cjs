/**
 * Who may know whom. A library or adapter imports only what its row allows; everything else of ours is refused.
 * `test/boundaries.spec.ts` plants violations and expects them to be found: `doNotFollow` (not `exclude`) keeps the
 * edges into `dist`, which workspace links resolve to.
 */
const MAY_IMPORT = {
  'libs/domain': [],
  'libs/formats': ['libs/domain'],
  // Knows sentences, not who says them.
  'libs/messages': [],
  'libs/einvoicing': ['libs/domain', 'libs/formats'],
  'libs/reconciliation': ['libs/domain', 'libs/formats'],
  'libs/ledger': ['libs/domain', 'libs/formats'],
  'libs/billing': ['libs/domain', 'libs/formats'],
  'libs/statement-tables': ['libs/domain', 'libs/formats'],
  'libs/payment-orders': ['libs/domain'],
  'libs/adapter-sdk': ['libs/domain'],
  // What two adapters would otherwise copy: an adapter may not import another.
  'libs/sftp': ['libs/adapter-sdk'],
  'libs/adapter-host': ['libs/domain', 'libs/formats', 'libs/adapter-sdk'],
  // Implements the ports of the libraries that need a store.
  'libs/persistence': [
    'libs/domain',
    'libs/formats',
    'libs/billing',
    'libs/reconciliation',
    'libs/ledger',
    'libs/adapter-host',
  ],
  'libs/operations': ['libs/'],
};

const PURE = [
  'domain',
  'formats',
  'statement-tables',
  'payment-orders',
  'einvoicing',
  'reconciliation',
  'ledger',
  'billing',
  'messages',
];

const rows = Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
  name: `${room.replace('/', '-')}-imports`,
  comment: `${room} may import ${allowed.length ? allowed.join(', ') : 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^${room}/src`, pathNot: '\\.spec\\.ts$' },
  to: { path: '^(libs|adapters|apps)/', pathNot: [`^${room}/`, ...allowed.map((other) => `^${other}`)] },
}));

module.exports = {
  forbidden: [
    ...rows,
    {
      name: 'adapters-import-the-sdk-only',
      comment:
        'An adapter imports adapter-sdk, formats, statement-tables, einvoicing and sftp, nothing else of ours and never another adapter.',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/src', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^(libs|adapters|apps)/',
        pathNot: ['^libs/(adapter-sdk|formats|statement-tables|einvoicing|sftp)/', '^adapters/$1/'],
      },
    },
    {
      name: 'nothing-imports-an-app',
      severity: 'error',
      from: { path: '^(libs|adapters)/' },
      to: { path: '^apps/' },
    },
    {
      name: 'the-server-does-not-import-the-cli',
      severity: 'error',
      from: { path: '^apps/server' },
      to: { path: '^apps/(cli|web)' },
    },
    {
      name: 'pure-libraries',
      comment: 'Pure libraries reach no file, network, clock, process or randomness.',
      severity: 'error',
      from: { path: `^libs/(${PURE.join('|')})/src`, pathNot: '(\\.spec|\\.bench)\\.ts$' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|string_decoder)$' },
    },
    {
      name: 'nest-stays-in-its-file',
      comment: 'A library may export a Nest module from src/nest.ts; nothing else of it knows Nest.',
      severity: 'error',
      from: { path: '^libs/', pathNot: '^libs/[^/]+/src/nest\\.ts$' },
      to: { path: 'node_modules/@nestjs/' },
    },
    {
      name: 'typeorm-stays-in-persistence',
      severity: 'error',
      from: { path: '^(libs|adapters|apps)/', pathNot: '^libs/persistence/' },
      to: { path: 'node_modules/typeorm/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'declared-dependencies',
      comment: 'npm hoists: a package could import what it never declared, and break where it is installed alone.',
      severity: 'error',
      from: { path: '^(libs|adapters|apps)/[^/]+/src', pathNot: '(\\.spec|\\.bench)\\.ts$|/testing/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: '(node_modules|/dist/)' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      conditionNames: ['@lettrage/source', 'import', 'types', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
    extraExtensionsToScan: ['.json'],
  },
};
