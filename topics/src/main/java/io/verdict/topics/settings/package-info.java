/**
 * How settings are declared, read and refused: flag, environment, properties file, default, and every error at once.
 */
package io.verdict.topics.settings;
