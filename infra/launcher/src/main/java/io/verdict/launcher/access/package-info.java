/** Who this process signs in to the cluster as, and where the passwords of a platform with access control lie. */
package io.verdict.launcher.access;
