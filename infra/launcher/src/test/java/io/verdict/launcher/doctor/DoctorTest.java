package io.verdict.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir
    Path folder;

    @Test
    void shouldFindThisMachineFit() {
        List<Finding> findings = new MachineChecks(folder.resolve("not/yet/there"), List.of(), false).run();

        assertThat(findings).extracting(Finding::check).containsExactly("java", "processor", "heap", "disk");
        assertThat(findings).noneMatch(finding -> finding.level() == Finding.Level.FAILURE);
    }

    @Test
    void shouldWarnOfAPortThatIsTakenAndSayWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Finding finding = port(taken.getLocalPort(), false);

            assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
            assertThat(finding.advice()).contains("--broker-port");
        }
    }

    @Test
    void shouldNotMindThePortsOfThePlatformThatRunsHere() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(port(taken.getLocalPort(), true).level()).isEqualTo(Finding.Level.OK);
        }
    }

    @Test
    void shouldSayThatAPortIsFree() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(port(port, false).found()).isEqualTo("free");
    }

    @Test
    void shouldLoadTheShippedModelAndNameItsProvider() {
        List<Finding> findings = new ModelChecks().run();

        assertThat(findings).extracting(Finding::check).containsExactly("model", "provider");
        assertThat(findings).extracting(Finding::level).containsOnly(Finding.Level.OK);
        assertThat(findings.get(1).found()).contains("onnxruntime");
    }

    private Finding port(int port, boolean running) {
        List<Finding> findings = new MachineChecks(folder, List.of(port), running).run();
        return findings.get(findings.size() - 1);
    }
}
