/** Who people are: their roles and the keys that they sign with (SEC-1). */
package io.verdict.launcher.identity;
