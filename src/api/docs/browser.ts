import type { FastifySwaggerUiOptions } from '@fastify/swagger-ui';

/** The document for people at /docs: it loads nothing from elsewhere, and is dark where the system is. */
export const browser: FastifySwaggerUiOptions = {
  routePrefix: '/docs',
  // Swagger UI has a style attribute or two; scripts are its own files only.
  staticCSP:
    "default-src 'self'; base-uri 'self'; img-src 'self' data:; object-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
  uiConfig: { deepLinking: true, validatorUrl: null, docExpansion: 'none', filter: true, defaultModelsExpandDepth: 0 },
  logo: {
    type: 'image/svg+xml',
    content: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 40"><g fill="none" stroke="#7cb7ff" stroke-width="3"><circle cx="15" cy="20" r="9"/><circle cx="29" cy="20" r="9"/></g><text x="48" y="27" font-family="sans-serif" font-size="20" font-weight="600" fill="#fff">Cognate</text></svg>`,
    href: '/docs',
    target: '_self',
  },
  theme: {
    title: 'Cognate API',
    css: [{ filename: 'cognate.css', content: '.swagger-ui .topbar .download-url-wrapper { visibility: hidden }' }],
  },
};
