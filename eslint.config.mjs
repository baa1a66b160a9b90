// Lint rules for .vue files only: oxlint covers .ts but reads neither templates nor types inside .vue.

import vue from 'eslint-plugin-vue';
import typescript from 'typescript-eslint';

export default [
  { ignores: ['**/*', '!renderer/', '!renderer/**/', '!renderer/**/*.vue'] },
  ...vue.configs['flat/recommended'],
  {
    files: ['renderer/**/*.vue'],
    languageOptions: {
      parserOptions: {
        parser: typescript.parser,
        project: './renderer/tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    plugins: { '@typescript-eslint': typescript.plugin },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-template-target-blank': 'error',
      'vue/no-v-html': 'error',
      'vue/require-v-for-key': 'error',
      'vue/require-default-prop': 'off',
      // Layout is oxfmt's business.
      'vue/first-attribute-linebreak': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-closing-bracket-spacing': 'off',
      'vue/attributes-order': 'off',
    },
  },
];
