package dev.tektite.benchmarks.peer;

import com.zaxxer.hikari.HikariDataSource;
import dev.tektite.benchmarks.contender.CaseBody;
import dev.tektite.benchmarks.contender.Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/// The peer's process.
public final class PeerMain {

  private PeerMain() {}

  /// @param arguments the folder for the files, which exists and is empty
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    PeerFiles.create(folder);
    try (Pools pools = new Pools(folder)) {
      Map<String, CaseBody> cases = new HashMap<>();
      cases.putAll(new PeerReads(pools).cases());
      cases.putAll(new PeerWrites(pools).cases());
      cases.putAll(new PeerMixed(pools).cases());
      new Server(cases).serve(version(folder));
    }
  }

  private static String version(Path folder) throws SQLException, IOException {
    try (Connection connection = PeerFiles.connect(folder.resolve(Pools.SMALL))) {
      String driver = connection.getMetaData().getDriverVersion();
      return "HikariCP "
          + poolVersion()
          + ", sqlite-jdbc "
          + driver
          + ", SQLite "
          + connection.getMetaData().getDatabaseProductVersion();
    }
  }

  /// The version of HikariCP, which only its build's own properties tell.
  private static String poolVersion() throws IOException {
    try (InputStream in =
        HikariDataSource.class.getResourceAsStream(
            "/META-INF/maven/com.zaxxer/HikariCP/pom.properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "of unknown version");
    }
  }
}
